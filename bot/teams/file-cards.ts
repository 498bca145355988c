import type { Attachment } from 'botbuilder';

/** A file that the bot would like to give to somebody, in their own chat. */
export interface FileOffer {
  readonly name: string;
  /** What it is, in a sentence. */
  readonly about: string;
  /** Comes back with the answer, through the client: it may come back as anything. */
  readonly context: object;
}

/** Somebody's file in their OneDrive, as Teams shows it. */
export interface FileInfo {
  readonly name: string;
  readonly contentUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** Teams asks for a size beforehand and shows it; the report is made only after the yes. Bytes. */
const aboutBytes = 150_000;

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
export function consentAttachment({ name, about, context }: FileOffer): Attachment {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.consent',
    name,
    content: { description: about, sizeInBytes: aboutBytes, acceptContext: context, declineContext: context },
  };
}

export function infoAttachment({ name, contentUrl, uniqueId, fileType }: FileInfo): Attachment {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.info',
    name,
    contentUrl,
    content: { uniqueId, fileType },
  };
}

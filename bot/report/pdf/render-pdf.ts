import pdfmake, { type Content, type Definition } from 'pdfmake';
import { logTime } from '#cards/times.ts';
import type { ReportHead } from '../report-parts.ts';
import { ink, styled, tones } from './blocks.ts';
import { fontBytes } from './fonts.ts';

export interface Document {
  readonly title: string;
  /** On every page: the case or the period. */
  readonly subject: string;
  /** On every page, in red; empty when nothing is wrong. */
  readonly alarm: string;
  readonly head: ReportHead;
  readonly content: readonly Content[];
  readonly attachment: { readonly name: string; readonly about: string; readonly bytes: Buffer } | null;
}

/** The document as the bytes of a PDF. The same document gives the same bytes. */
export async function renderPdf(document: Document): Promise<Buffer> {
  loadFonts();
  return pdfmake.createPdf(definition(document)).getBuffer();
}

/** Fonts come from memory; nothing else is let in. */
function loadFonts(): void {
  const { virtualfs } = pdfmake;
  for (const file of ['regular', 'bold', 'rare'] as const)
    virtualfs.writeFileSync(`${file}.ttf`, fontBytes(file));
  const text = { normal: 'regular.ttf', bold: 'bold.ttf', italics: 'regular.ttf', bolditalics: 'bold.ttf' };
  const rare = { normal: 'rare.ttf', bold: 'rare.ttf', italics: 'rare.ttf', bolditalics: 'rare.ttf' };
  pdfmake.setFonts({ Text: text, Rare: rare });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
}

const margins: [number, number, number, number] = [46, 58, 46, 52];

function definition(document: Document): Definition {
  const { title, head, content, attachment } = document;
  const made = new Date(head.made);
  const info = {
    title,
    subject: document.subject,
    creator: `Offboarding bot ${head.version}`,
    producer: 'pdfmake',
    creationDate: made,
    modDate: made,
  };
  return {
    version: '1.7',
    info,
    language: 'en',
    displayTitle: true,
    pageSize: 'A4',
    pageMargins: margins,
    defaultStyle: { font: 'Text', fontSize: 8.5, color: ink.text, lineHeight: 1.15 },
    styles: {
      heading: { fontSize: 12, bold: true, color: ink.accent, margin: [0, 12, 0, 6] },
      note: { color: ink.quiet, margin: [0, 0, 0, 8] },
    },
    header: () => pageHead(document),
    footer: (page, pages) => pageFoot(document, page, pages),
    // A heading at the foot of a page belongs to the next one.
    pageBreakBefore: ({ style, startPosition }, { getFollowingNodesOnPage }) =>
      style === 'heading' && (getFollowingNodesOnPage().length === 0 || startPosition.verticalRatio > 0.92),
    content: [...content],
    ...(attachment ? { files: { bundle: attached(attachment, made) } } : {}),
  };
}

function attached({ name, about, bytes }: NonNullable<Document['attachment']>, made: Date) {
  const src = `data:application/x-ndjson;base64,${bytes.toString('base64')}`;
  return {
    src,
    name,
    description: about,
    type: 'application/x-ndjson',
    creationDate: made,
    modifiedDate: made,
  };
}

function pageHead({ subject, alarm }: Document): Content {
  const line = { type: 'line', x1: 0, y1: 4, x2: 503, y2: 4, lineWidth: 0.5, lineColor: ink.rule } as const;
  return {
    margin: [46, 24, 46, 0],
    stack: [
      {
        columns: [
          styled(subject, { color: ink.quiet, fontSize: 7.5 }, 90),
          styled(alarm, { color: tones.bad.text, bold: true, fontSize: 7.5, alignment: 'right' }, 80),
        ],
      },
      { canvas: [line] },
    ],
  };
}

function pageFoot({ head, title }: Document, page: number, pages: number): Content {
  const left = `${title} · made ${logTime(head.made)} UTC · offboarding bot ${head.version}`;
  return {
    margin: [46, 16, 46, 0],
    fontSize: 7,
    color: ink.quiet,
    columns: [styled(left, {}, 140), { text: `Page ${page} of ${pages}`, alignment: 'right', width: 90 }],
  };
}

import type { Content } from 'pdfmake';
import { outcomeWords } from '#cards/words.ts';
import { aboutCaseReport, howToCheckCase } from '../how-to-check.ts';
import type { ReadCase } from '../case-report.ts';
import { certificate } from './case-certificate.ts';
import { checks, controlList, exceptions, kept, unknowns, watched } from './case-ends.ts';
import { accessHeld, actsLeft, approvals, everyChange } from './case-sections.ts';
import { timeline } from './case-timeline.ts';
import type { Document } from './render-pdf.ts';

function onNewPage([first, ...rest]: readonly Content[]): readonly Content[] {
  return [Object.assign({}, first, { pageBreak: 'before' }) as Content, ...rest];
}

/** The report of one case for people: a certificate on the first page, the evidence behind it, the bundle attached. */
export function caseDocument({ report, bundle }: ReadCase): Document {
  const { evidence, proof, head } = report;
  const { caseId, leaver, outcome } = evidence;
  const served = evidence.changes.flatMap((change) => change.controls);
  const content = [
    ...certificate(report),
    ...onNewPage(timeline(evidence)),
    ...approvals(evidence),
    ...(evidence.erased ? actsLeft(evidence) : [...accessHeld(evidence), ...everyChange(evidence)]),
    ...exceptions(evidence),
    ...watched(evidence),
    ...kept(evidence),
    ...controlList(served),
    ...unknowns(),
    ...checks([...aboutCaseReport(head, evidence), ...howToCheckCase(caseId, proof, report.bundle)]),
  ];
  const attachment =
    bundle && report.bundle ? { name: report.bundle.name, about: 'Evidence bundle', bytes: bundle } : null;
  return {
    title: `Evidence of offboarding ${caseId}`,
    subject: `${caseId} · ${leaver.name} · ${outcome ? outcomeWords[outcome] : 'open'}`,
    alarm: proof.fault ? 'TAMPERED: see page 1' : '',
    head,
    content,
    attachment,
  };
}

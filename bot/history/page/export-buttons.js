import { download } from './api.js';
import { actButton, h, say } from './dom.js';
import { failureAfter } from './parts.js';

/**
 * Take a list away as it is filtered, whole.
 * @param {'cases' | 'entries'} list
 * @param {URLSearchParams} question
 */
export function exportButtons(list, question) {
  const parameters = new URLSearchParams(question);
  parameters.delete('page');
  return h(
    'div',
    { class: 'buttons' },
    ...['csv', 'ndjson'].map((format) => exportButton(list, format, parameters)),
  );
}

/**
 * @param {'cases' | 'entries'} list
 * @param {string} format
 * @param {URLSearchParams} parameters
 */
function exportButton(list, format, parameters) {
  const words = `Export ${format === 'csv' ? 'CSV' : 'NDJSON'}`;
  const button = actButton(words, 'Exporting …', async () => {
    const toolbar = button.closest('.toolbar');
    failureAfter(toolbar, null);
    try {
      await download(`export/${list}.${format}?${parameters}`, `offboarding-${list}.${format}`);
      say('The export is saved');
    } catch (error) {
      failureAfter(toolbar, error);
    }
  });
  return button;
}

import { download } from './api.js';
import { h, say } from './dom.js';
import { failure } from './parts.js';

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
  const button = h('button', { type: 'button', on: { click: () => void take() } }, words);
  async function take() {
    button.disabled = true;
    button.textContent = 'Exporting …';
    try {
      await download(`export/${list}.${format}?${parameters}`, `offboarding-${list}.${format}`);
      say('The export is saved');
    } catch (error) {
      button.closest('.toolbar')?.after(failure(error, null));
    } finally {
      button.disabled = false;
      button.textContent = words;
    }
  }
  return button;
}

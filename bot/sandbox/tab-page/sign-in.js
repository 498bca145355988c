import { people } from '/history/people.js';
import { h } from '/history/dom.js';

const themes = [
  ['default', 'Light'],
  ['dark', 'Dark'],
  ['contrast', 'Contrast'],
];

/**
 * The sandbox has no Teams around the tab: whoever looks picks who they are and which theme they see.
 * @param {(theme: string) => void} showTheme
 */
export async function signIn(showTheme) {
  const asked = new URLSearchParams(location.search);
  let person = people.find(({ name }) => name === asked.get('as')) ?? null;
  showTheme(asked.get('theme') ?? 'default');
  return new Promise((resolve) => {
    const start = () => person && resolve({ authorization: async () => `Persona ${person?.id}` });
    document.getElementById('stand-in')?.replaceChildren(chooser(person, showTheme));
    const opening = document.querySelector('#view .notice');
    if (!person && opening) opening.textContent = 'Choose who reads.';
    start();
  });
}

/**
 * @param {{ id: string, name: string, role: string } | null} person
 * @param {(theme: string) => void} showTheme
 */
function chooser(person, showTheme) {
  const theme = document.documentElement.dataset['theme'];
  return h(
    'form',
    { class: 'stand-in', 'aria-label': 'Sandbox' },
    h('strong', {}, 'Sandbox'),
    h(
      'label',
      {},
      'You are ',
      h(
        'select',
        { on: { change: (event) => become(event.target.value) } },
        ...(person ? [] : [h('option', { value: '' }, 'choose who you are')]),
        ...people.map((one) =>
          h('option', { value: one.name, selected: one === person }, `${one.name} (${one.role})`),
        ),
      ),
    ),
    h(
      'label',
      {},
      'Theme ',
      h(
        'select',
        { on: { change: (event) => showTheme(event.target.value) } },
        ...themes.map(([id, name = '']) => h('option', { value: id, selected: id === theme }, name)),
      ),
    ),
  );
}

/** @param {string} name */
function become(name) {
  const asked = new URLSearchParams(location.search);
  asked.set('as', name);
  asked.set('theme', document.documentElement.dataset['theme'] ?? 'default');
  location.search = asked.toString();
}

/** How Teams dresses a card, closely enough to judge one: colours, sizes and spaces of its two themes. */
export type Theme = 'light' | 'dark';

interface Colours {
  readonly page: string;
  readonly card: string;
  readonly border: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly backs: Readonly<Record<'emphasis' | 'accent' | 'good' | 'warning' | 'attention', string>>;
}

const colours: Readonly<Record<Theme, Colours>> = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    border: '#d1d1d1',
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#237b4b',
    warning: '#835c00',
    attention: '#c4314b',
    backs: {
      emphasis: '#f0f0f0',
      accent: '#e8ebfa',
      good: '#e7f2da',
      warning: '#fbf6d9',
      attention: '#fcf0f2',
    },
  },
  dark: {
    page: '#1f1f1f',
    card: '#292929',
    border: '#4d4d4d',
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9ea2ff',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#f9526b',
    backs: {
      emphasis: '#383838',
      accent: '#2f2f4a',
      good: '#1d3316',
      warning: '#40370a',
      attention: '#3f1d22',
    },
  },
};

export function hostConfig(theme: Theme, narrow: boolean): object {
  const { backs, card, ...ink } = colours[theme];
  const foreground = Object.fromEntries(
    Object.entries({ ...ink, default: ink.text, dark: ink.text, light: ink.text }).map(([name, colour]) => [
      name,
      { default: colour, subtle: name === 'default' ? ink.subtle : colour },
    ]),
  );
  const style = (backgroundColor: string): object => ({ backgroundColor, foregroundColors: foreground });
  return {
    supportsInteractivity: true,
    fontFamily: "'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: ink.border },
    containerStyles: {
      default: style(card),
      ...Object.fromEntries(Object.entries(backs).map(([name, colour]) => [name, style(colour)])),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: narrow ? 'vertical' : 'horizontal',
      actionAlignment: narrow ? 'stretch' : 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 8 },
    },
  };
}

export function styleSheet(theme: Theme): string {
  const { page, card, border, text, subtle, accent } = colours[theme];
  return `
    body { margin: 0; padding: 16px; background: ${page}; font-family: 'Segoe UI', 'Noto Sans', sans-serif; }
    #sheet { column-gap: 20px; }
    figure { margin: 0 0 20px; break-inside: avoid; }
    figcaption { font-size: 11px; color: ${subtle}; margin-bottom: 4px; }
    .card { background: ${card}; border: 1px solid ${border}; border-radius: 6px; overflow: hidden; color: ${text}; }
    .ac-pushButton { font: 600 14px 'Noto Sans', sans-serif; padding: 5px 12px; border: 1px solid ${border}; border-radius: 4px;
      background: ${card}; color: ${text}; white-space: normal !important; margin: 2px 0; }
    .ac-pushButton.style-positive { background: ${accent}; border-color: ${accent}; color: ${card}; }
    .ac-input { font: 14px 'Noto Sans', sans-serif; color: ${text}; background: ${page}; border: 1px solid ${border}; border-radius: 4px;
      padding: 5px 8px; box-sizing: border-box; }
    .ac-input[type=checkbox] { padding: 0; margin: 3px 4px 0 0; accent-color: ${accent}; }
    .ac-input.ac-toggleInput { border: none; padding: 0; background: none; }
    .ac-input::placeholder { color: ${subtle}; }
    .ac-horizontal-separator { margin-left: 0; margin-right: 0; }
    .ac-selectable { cursor: pointer; }`;
}

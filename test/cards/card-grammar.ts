import { z } from 'zod';

/**
 * What of Adaptive Cards 1.5 our cards may use, closed: a misspelt or unknown property is an error here, while
 * renderers pass over it in silence. Names and values are those of the published schema.
 */
const spacing = z.enum(['none', 'small', 'default', 'medium', 'large']);
const colour = z.enum(['default', 'good', 'warning', 'attention', 'accent']);
const size = z.enum(['small', 'default', 'medium', 'large', 'extraLarge']);
const style = z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']);
const words = z.string().min(1);
const id = z.string().min(1).max(100);

const common = {
  id: id.optional(),
  isVisible: z.boolean().optional(),
  separator: z.boolean().optional(),
  spacing: spacing.optional(),
};

const data = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const button = {
  title: words,
  style: z.enum(['default', 'positive', 'destructive']).optional(),
  associatedInputs: z.enum(['auto', 'none']).optional(),
};
const submit = z.strictObject({ type: z.literal('Action.Submit'), ...button, data });
const execute = z.strictObject({
  type: z.literal('Action.Execute'),
  ...button,
  verb: words,
  data,
  fallback: submit,
});
const toggle = z.strictObject({
  type: z.literal('Action.ToggleVisibility'),
  title: words,
  targetElements: z.array(id).min(1),
});
const action = z.discriminatedUnion('type', [execute, toggle]);

const run = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string(),
  color: colour.optional(),
  isSubtle: z.boolean().optional(),
  size: size.optional(),
  weight: z.enum(['default', 'bolder']).optional(),
});

const textBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text: words,
  wrap: z.boolean().optional(),
  style: z.enum(['default', 'heading']).optional(),
  color: colour.optional(),
  isSubtle: z.boolean().optional(),
  size: size.optional(),
  weight: z.enum(['default', 'bolder']).optional(),
  fontType: z.enum(['default', 'monospace']).optional(),
  horizontalAlignment: z.enum(['left', 'center', 'right']).optional(),
  ...common,
});
const richText = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(z.union([words, run])).min(1),
  ...common,
});
const toggleInput = z.strictObject({
  type: z.literal('Input.Toggle'),
  ...common,
  id,
  title: words,
  value: z.enum(['true', 'false']),
  wrap: z.literal(true),
});
const textInput = z.strictObject({
  type: z.literal('Input.Text'),
  ...common,
  id,
  label: words,
  placeholder: words.optional(),
  value: z.string().optional(),
  maxLength: z.number().int().positive(),
  isMultiline: z.boolean().optional(),
  isRequired: z.literal(true).optional(),
  errorMessage: words.optional(),
});
const choiceInput = z.strictObject({
  type: z.literal('Input.ChoiceSet'),
  ...common,
  id,
  label: words,
  style: z.literal('compact'),
  value: words,
  choices: z.array(z.strictObject({ title: words, value: words })).min(2),
});
const actionSet = z.strictObject({
  type: z.literal('ActionSet'),
  actions: z.array(action).min(1),
  ...common,
});

const column = z.strictObject({
  type: z.literal('Column'),
  width: z.enum(['auto', 'stretch']),
  verticalContentAlignment: z.enum(['top', 'center', 'bottom']).optional(),
  selectAction: toggle.optional(),
  get items() {
    return z.array(element).min(1);
  },
  ...common,
});
const container = z.strictObject({
  type: z.literal('Container'),
  style: style.optional(),
  bleed: z.boolean().optional(),
  selectAction: toggle.optional(),
  get items() {
    return z.array(element);
  },
  ...common,
});
const columnSet = z.strictObject({
  type: z.literal('ColumnSet'),
  columns: z.array(column).min(1),
  ...common,
});

const element: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('type', [
    textBlock,
    richText,
    toggleInput,
    textInput,
    choiceInput,
    actionSet,
    container,
    columnSet,
  ]),
);

export const cardGrammar = z.strictObject({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  lang: z.literal('en'),
  fallbackText: words,
  body: z.array(element).min(1),
});

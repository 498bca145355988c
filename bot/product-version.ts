import manifest from '../package.json' with { type: 'json' };

/** Version of this product, as `package.json` has it; written into every entry of the log. */
export const productVersion: string = manifest.version;

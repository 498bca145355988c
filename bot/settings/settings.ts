import { z } from 'zod';
import { approvalSettings } from './approval-settings.ts';
import { botSettings } from './bot-settings.ts';
import { directorySettings } from './directory-settings.ts';
import { packageSettings } from './package-settings.ts';
import { peopleSettings } from './people-settings.ts';
import { reportSettings } from './report-settings.ts';
import { serverSettings } from './server-settings.ts';
import { storeSettings } from './store-settings.ts';
import { cloudSettings } from './cloud-settings.ts';
import { workSettings } from './work-settings.ts';

/** Every setting there is, by the name of its environment variable. */
export const settings = z.object({
  ...serverSettings,
  ...botSettings,
  ...storeSettings,
  ...cloudSettings,
  ...directorySettings,
  ...peopleSettings,
  ...approvalSettings,
  ...workSettings,
  ...reportSettings,
  ...packageSettings,
});

export type Settings = z.output<typeof settings>;
export type SettingName = keyof Settings;

export const settingNames = Object.keys(settings.shape) as readonly SettingName[];

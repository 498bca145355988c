import { z } from 'zod';
import { guid } from '../leaver.ts';
import type { Choices } from '../action.ts';
import type { Graph } from '../systems.ts';
import { graphPath } from './graph-path.ts';

const sku = z.object({
  skuId: guid,
  skuPartNumber: z.string(),
  servicePlans: z.array(z.object({ servicePlanId: guid, servicePlanName: z.string() })),
});

/** A product the company has bought. */
export type Product = z.infer<typeof sku>;

/** What somebody has of a product. */
export const licence = z.object({
  skuId: guid,
  /** Part number, as in Microsoft's list of product names; the id when the company no longer has the product. */
  product: z.string(),
  /** Holds a mailbox or a OneDrive alive. */
  mailbox: z.boolean(),
  oneDrive: z.boolean(),
});
export type Licence = z.infer<typeof licence>;

/** What must be safe before a licence goes: with the licence go mailbox and OneDrive. */
export const beforeLicencesGo = [
  'exchange.convert-to-shared',
  'exchange.forward-mail',
  'sharepoint.grant-onedrive-access',
] as const;

export async function readProducts(graph: Graph): Promise<ReadonlyMap<string, Product>> {
  const products = await graph.list(graphPath`/subscribedSkus?$select=skuId,skuPartNumber,servicePlans`, sku);
  return new Map(products.map((one) => [one.skuId, one]));
}

/** Names by https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference; FOUNDATION and ARCHIVE hold no mailbox. */
const mailboxPlan = /^EXCHANGE_(S_(STANDARD|ENTERPRISE|DESKLESS|ESSENTIALS)|[BL]_STANDARD)/;
const oneDrivePlan = /^(SHAREPOINT(STANDARD|ENTERPRISE|DESKLESS)|ONEDRIVE)/;

/** A product that is unknown is taken to hold everything: better one question too many. */
export function licenceOf(
  skuId: string,
  product: Product | undefined,
  disabledPlans: readonly string[],
): Licence {
  const holds = (name: RegExp): boolean =>
    product?.servicePlans.some(
      (plan) => name.test(plan.servicePlanName) && !disabledPlans.includes(plan.servicePlanId),
    ) ?? true;
  return {
    skuId,
    product: product?.skuPartNumber ?? skuId,
    mailbox: holds(mailboxPlan),
    oneDrive: holds(oneDrivePlan),
  };
}

/** What a membership that gives these licences must wait for; one that gives none waits for nothing. */
export function beforeLeaving(licences: readonly Licence[]): readonly string[] {
  return licences.length === 0 ? [] : beforeLicencesGo;
}

/** What is lost for good with these licences, in the approver's words. */
export function lossOf(licences: readonly Licence[], choices: Choices): { destroys?: string } {
  const kept = choices.mailbox !== 'forward' || licences.every((one) => !one.mailbox);
  if (kept) return {};
  return {
    destroys:
      'The mailbox is not converted to a shared one: without this licence it is deleted after 30 days.',
  };
}

/** What leaving a group costs, for the end of a sentence; empty when the group gives no licences. */
export function groupLicencesNote(licences: readonly Licence[]): string {
  if (licences.length === 0) return '';
  const products = licences.map((one) => one.product).join(', ');
  return `, which gives the licences ${products}${oneDriveNote(licences)}`;
}

/** For the end of a sentence. https://learn.microsoft.com/sharepoint/unlicensed-onedrive-accounts */
export function oneDriveNote(licences: readonly Licence[]): string {
  return licences.some((one) => one.oneDrive) ? ' (without it OneDrive is archived after 93 days)' : '';
}

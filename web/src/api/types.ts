/* Short names for what the routes answer. They follow the paths of the OpenAPI document, not the names of its components. */
import type { paths } from './schema';

type Answer<Path extends keyof paths, Method extends keyof paths[Path], Status extends number> = paths[Path][Method] extends {
  responses: Record<Status, { content: { 'application/json': infer Body } }>;
}
  ? Body
  : never;
type Body<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  requestBody: { content: { 'application/json': infer Content } };
}
  ? Content
  : never;

type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Parameters } } } ? NonNullable<Parameters> : never;

export type Me = Answer<'/me', 'get', 200>;
export type Membership = Me['memberships'][number];
export type CustomerPage = Answer<'/customers', 'get', 200>;
export type CustomerQuery = Query<'/customers'>;
export type Customer = Answer<'/customers/{customer_id}', 'get', 200>;
export type CustomerChange = Body<'/customers/{customer_id}', 'patch'>;
export type Address = NonNullable<Customer['billing_address']>;
export type Contact = Answer<'/customers/{customer_id}/contacts', 'get', 200>['items'][number];
export type TimelineItem = Answer<'/customers/{customer_id}/timeline', 'get', 200>['items'][number];
export type TimelineQuery = Query<'/customers/{customer_id}/timeline'>;
export type Merge = Answer<'/merges/{merge_id}', 'get', 200>;
export type MergeInput = Body<'/customers/{customer_id}/merge', 'post'>;
export type Trashed = Answer<'/trash', 'get', 200>['items'][number];
export type TrashQuery = Query<'/trash'>;
export type Colleague = Answer<'/colleagues', 'get', 200>['items'][number];
export type ActivityChange = Body<'/activities/{activity_id}', 'patch'>;
export type ContactChange = Body<'/contacts/{contact_id}', 'patch'>;
export type Note = Answer<'/customers/{customer_id}/notes', 'get', 200>['items'][number];
export type QuickCustomerInput = Body<'/quick-customers', 'post'>;
export type QuickCustomer = Answer<'/quick-customers', 'post', 201>;
export type CustomerHint = Answer<'/customer-hints', 'get', 200>['items'][number];
export type Activity = Answer<'/activities/{activity_id}', 'get', 200>;
export type ActivityQuery = Query<'/activities'>;
export type ActivityInput = Body<'/activities', 'post'>;
export type Product = Answer<'/products', 'get', 200>['items'][number];
export type ProductInput = Body<'/products', 'post'>;
export type TaxCode = Answer<'/tax-codes', 'get', 200>['items'][number];
export type TaxCodeInput = Body<'/tax-codes', 'post'>;
export type Estimate = Answer<'/estimates/{estimate_id}', 'get', 200>;
export type EstimateQuery = Query<'/estimates'>;
export type EstimateInput = Body<'/estimates', 'post'>;
export type EstimateSummary = Answer<'/estimates', 'get', 200>['items'][number];
export type IsolationReceipt = Answer<'/isolation-receipts', 'get', 200>['items'][number];
export type Examination = Answer<'/examinations', 'get', 200>['items'][number];
export type Safeguards = Answer<'/guilds/{guild_id}/safeguards', 'get', 200>;
export type AuditEvent = Answer<'/audit-events', 'get', 200>['items'][number];
export type SearchResult = Answer<'/search', 'get', 200>['items'][number];
export type Import = Answer<'/imports/{import_id}', 'get', 200>;
export type Export = Answer<'/exports/{export_id}', 'get', 200>;
export type LiveEvents = Answer<'/events', 'get', 200>;
export type SetupInput = Body<'/setup', 'post'>;
export type Setup = Answer<'/setup', 'post', 201>;
export type AuditQuery = Query<'/audit-events'>;
export type Guild = Answer<'/guilds/{guild_id}', 'get', 200>;
export type GuildChange = Body<'/guilds/{guild_id}', 'patch'>;
export type GuildHealth = Answer<'/portfolio', 'get', 200>['items'][number];
export type Spot = Answer<'/spots/{spot_id}', 'get', 200>;
export type Member = Answer<'/guilds/{guild_id}/people', 'get', 200>['items'][number];
export type RoleSet = Answer<'/role-sets/{role_set_id}', 'get', 200>;
export type Givable = Answer<'/permissions', 'get', 200>['items'][number];
export type Program = Answer<'/service-accounts/{service_account_id}', 'get', 200>;
export type Explanation = Answer<'/explanations', 'get', 200>;
export type Account = Answer<'/accounts/{account_id}', 'get', 200>;
export type AccessOwner = Answer<'/access-owners/{access_owner_id}', 'get', 200>;
export type Handover = Answer<'/handovers', 'get', 200>['items'][number];
export type GuildGroup = Answer<'/access-owners/{access_owner_id}/guild-groups', 'get', 200>['items'][number];
export type Assignment = Answer<'/access-owners/{access_owner_id}/assignments', 'get', 200>['items'][number];
export type Agent = Answer<'/guilds/{guild_id}/agents', 'get', 200>['items'][number];
export type OwnerHandover = Answer<'/owner-handovers', 'get', 200>['items'][number];
export type SupportGrant = Answer<'/support-grants', 'get', 200>['items'][number];
export type StandingGrant = Answer<'/guilds/{guild_id}/standing-grant', 'get', 200>;
export type Profile = Answer<'/me/profile', 'get', 200>;
export type ProfileChange = Body<'/me/profile', 'patch'>;
export type SecondFactors = Answer<'/me/second-factors', 'get', 200>;
export type Passkey = SecondFactors['passkeys'][number];
export type TotpOffer = Answer<'/me/totp-offers', 'post', 201>;
export type PasskeyOffer = Answer<'/me/passkey-offers', 'post', 201>;
export type ApiKey = Answer<'/me/api-keys', 'get', 200>['items'][number];
export type OpenSession = Answer<'/sessions', 'get', 200>['items'][number];
export type Invitation = Answer<'/invitations', 'get', 200>['items'][number];
export type InvitationOpening = Answer<'/invitations/opening', 'post', 200>;
export type View = Answer<'/views', 'get', 200>['items'][number];
export type ViewInput = Body<'/views', 'post'>;
export type ListedContact = Answer<'/contacts', 'get', 200>['items'][number];
export type ContactQuery = Query<'/contacts'>;
export type ProductChange = Body<'/products/{product_id}', 'patch'>;
export type ProductQuery = Query<'/products'>;
export type BulkChange = Answer<'/bulk-changes/{bulk_change_id}', 'get', 200>;
export type SecurityReport = Body<'/security-reports', 'post'>;
export type SecurityReportReceipt = Answer<'/security-reports', 'post', 201>;
export type FollowedCase = Answer<'/security-cases/opening', 'post', 200>;
export type HallOfFame = Answer<'/hall-of-fame', 'get', 200>;
export type DeskCase = Answer<'/desk-cases/{desk_case_id}', 'get', 200>;
export type DeskCaseEntry = Answer<'/desk-cases', 'get', 200>['items'][number];
export type DeskCaseChange = Body<'/desk-cases/{desk_case_id}', 'patch'>;
export type DeskMember = Answer<'/desk-members', 'get', 200>['items'][number];
export type BulkInput = Body<'/bulk-changes', 'post'>;

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';

/* All that is read of the tree lies below 'tree', so that one change has all of it read again. */

const first = undefined as string | undefined;
const following = (page: { next: string | null }) => page.next ?? undefined;

export function portfolio(filter: { search?: string | undefined; access_owner_id?: string | undefined }) {
  return infiniteQueryOptions({
    queryKey: ['tree', 'portfolio', filter],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/portfolio', { params: { query: { limit: 100, after: pageParam, ...filter } }, signal })),
    initialPageParam: first,
    getNextPageParam: following,
    placeholderData: keepPreviousData,
  });
}

export function peopleOf(guildId: string, filter: { search?: string | undefined; spot_id?: string | undefined }) {
  return infiniteQueryOptions({
    queryKey: ['tree', 'people', guildId, filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/guilds/{guild_id}/people', { params: { path: { guild_id: guildId }, query: { limit: 100, after: pageParam, sort: 'name', ...filter } }, signal })),
    initialPageParam: first,
    getNextPageParam: following,
    placeholderData: keepPreviousData,
  });
}

/** At most 200: who has more spots than that finds them by their people. */
export function spotsOf(guildId: string) {
  return queryOptions({
    queryKey: ['tree', 'spots', guildId],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}/spots', { params: { path: { guild_id: guildId }, query: { limit: 200, sort: 'name' } }, signal })),
  });
}

export function standingGrantOf(guildId: string) {
  return queryOptions({
    queryKey: ['tree', 'standing-grant', guildId],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}/standing-grant', { params: { path: { guild_id: guildId } }, signal })),
  });
}

export const handovers = queryOptions({
  queryKey: ['tree', 'handovers'],
  queryFn: ({ signal }) => answerOf(api.GET('/handovers', { params: { query: { limit: 100 } }, signal })),
});

/** The newest 100, of one guild or of all in sight. */
export function supportGrants(guildId: string | undefined) {
  return queryOptions({
    queryKey: ['tree', 'support-grants', guildId],
    queryFn: ({ signal }) => answerOf(api.GET('/support-grants', { params: { query: { limit: 100, guild_id: guildId } }, signal })),
  });
}

/** At most 200 of each. */
export function guildGroupsOf(ownerId: string) {
  return queryOptions({
    queryKey: ['tree', 'guild-groups', ownerId],
    queryFn: ({ signal }) => answerOf(api.GET('/access-owners/{access_owner_id}/guild-groups', { params: { path: { access_owner_id: ownerId }, query: { limit: 200, sort: 'name' } }, signal })),
  });
}

export function assignmentsOf(ownerId: string) {
  return queryOptions({
    queryKey: ['tree', 'assignments', ownerId],
    queryFn: ({ signal }) => answerOf(api.GET('/access-owners/{access_owner_id}/assignments', { params: { path: { access_owner_id: ownerId }, query: { limit: 200, sort: 'name' } }, signal })),
  });
}

export function agentsOf(guildId: string) {
  return queryOptions({
    queryKey: ['tree', 'agents', guildId],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}/agents', { params: { path: { guild_id: guildId }, query: { limit: 200, sort: 'name' } }, signal })),
  });
}

export const ownerHandovers = queryOptions({
  queryKey: ['tree', 'owner-handovers'],
  queryFn: ({ signal }) => answerOf(api.GET('/owner-handovers', { params: { query: { limit: 100 } }, signal })),
});

export const isolationReceipts = infiniteQueryOptions({
  queryKey: ['isolation-receipts'],
  queryFn: ({ pageParam, signal }) => answerOf(api.GET('/isolation-receipts', { params: { query: { limit: 20, after: pageParam } }, signal })),
  initialPageParam: first,
  getNextPageParam: following,
});

export function accessOwners(search: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['tree', 'access-owners', search],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/access-owners', { params: { query: { limit: 100, after: pageParam, sort: 'name', search } }, signal })),
    initialPageParam: first,
    getNextPageParam: following,
    placeholderData: keepPreviousData,
  });
}

export function accessOwnerById(id: string) {
  return queryOptions({
    queryKey: ['tree', 'access-owner', id],
    queryFn: ({ signal }) => answerOf(api.GET('/access-owners/{access_owner_id}', { params: { path: { access_owner_id: id } }, signal })),
  });
}

export function teamOf(ownerId: string) {
  return queryOptions({
    queryKey: ['tree', 'team', ownerId],
    queryFn: ({ signal }) => answerOf(api.GET('/access-owners/{access_owner_id}/team', { params: { path: { access_owner_id: ownerId }, query: { limit: 200, sort: 'name' } }, signal })),
  });
}

export const moderators = queryOptions({
  queryKey: ['tree', 'moderators'],
  queryFn: ({ signal }) => answerOf(api.GET('/moderators', { params: { query: { limit: 200, sort: 'name' } }, signal })),
});

/** Of a guild, or all that one sees: at most 200, the newest. */
export function invitations(guildId: string | undefined) {
  return queryOptions({
    queryKey: ['tree', 'invitations', guildId],
    queryFn: ({ signal }) =>
      guildId
        ? answerOf(api.GET('/guilds/{guild_id}/invitations', { params: { path: { guild_id: guildId }, query: { limit: 200 } }, signal }))
        : answerOf(api.GET('/invitations', { params: { query: { limit: 200 } }, signal })),
  });
}

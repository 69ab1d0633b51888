-- Signing in: sessions, refresh tokens, attempts, the first link, repeated requests. Secrets are kept as SHA-256.
set local role guildhall_owner;

create table platform.sessions (
    digest        bytea       not null,
    id            uuid        not null,
    account_id    uuid        not null,
    membership_id uuid        not null,
    kind          text        not null,
    second_factor boolean     not null,
    address       text,
    agent         text,
    created_at    timestamptz not null default now(),
    last_seen_at  timestamptz not null default now(),
    -- idle_until moves with last_seen_at, never beyond ends_at
    idle_minutes  integer     not null,
    idle_until    timestamptz not null,
    ends_at       timestamptz not null,
    ended_at      timestamptz,
    constraint sessions_key primary key (id),
    constraint sessions_digest unique (digest),
    constraint sessions_account foreign key (account_id) references platform.accounts (id),
    constraint sessions_membership foreign key (membership_id) references platform.memberships (id),
    constraint sessions_kind check (kind in ('browser', 'token'))
) with (fillfactor = 80);
create index sessions_account_index on platform.sessions (account_id);
create index sessions_ends_at on platform.sessions (ends_at);

-- The family of refresh tokens is the session.
create table platform.refresh_tokens (
    digest     bytea       not null,
    session_id uuid        not null,
    created_at timestamptz not null default now(),
    ends_at    timestamptz not null,
    used_at    timestamptz,
    constraint refresh_tokens_key primary key (digest),
    constraint refresh_tokens_session foreign key (session_id) references platform.sessions (id) on delete cascade
);
create index refresh_tokens_session_index on platform.refresh_tokens (session_id);

-- Attempts to sign in that have not succeeded (yet): counted before anything is hashed.
create table platform.sign_in_attempts (
    id         uuid        not null default gen_random_uuid(),
    address    text        not null,
    email      bytea       not null,
    wrong_code boolean     not null default false,
    at         timestamptz not null default now(),
    constraint sign_in_attempts_key primary key (id)
);
create index sign_in_attempts_email on platform.sign_in_attempts (email, at);
create index sign_in_attempts_address on platform.sign_in_attempts (address, at);
create index sign_in_attempts_at on platform.sign_in_attempts (at);

-- Refusals of callers who are not signed in are counted, not chained: a flood must not queue at the chain's head.
create table platform.refusal_counts (
    minute  timestamptz not null,
    address text        not null,
    refused bigint      not null default 0,
    constraint refusal_counts_key primary key (minute, address)
);

create table platform.setup_links (
    digest     bytea       not null,
    created_at timestamptz not null default now(),
    ends_at    timestamptz not null,
    used_at    timestamptz,
    constraint setup_links_key primary key (digest)
);

create table platform.idempotency_keys (
    membership_id uuid        not null,
    key           text        not null,
    route         text        not null,
    body_digest   bytea       not null,
    status        integer,
    answer        text,
    created_at    timestamptz not null default now(),
    constraint idempotency_keys_key primary key (membership_id, key),
    constraint idempotency_keys_key_length check (length(key) between 1 and 200)
);
create index idempotency_keys_created_at on platform.idempotency_keys (created_at);

import { type Kysely, sql } from "kysely";

/** Studies, images, readings, what people say of them, who may, and who did. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create sequence image_revision`.execute(database);
  await sql`
    create table study (
      id text primary key,
      study_instance_uid text unique,
      patient_id text,
      patient_name text,
      patient_birth_date text,
      patient_sex text,
      patient_age integer,
      study_date text,
      accession_number text,
      created_at timestamptz not null default now(),
      created_by uuid
    )`.execute(database);
  await sql`create index study_patient on study (patient_id)`.execute(database);
  await sql`create index study_created on study (created_at desc, id)`.execute(database);
  await sql`
    create table image (
      id text primary key,
      study_id text not null references study,
      file_name text not null,
      bytes integer not null,
      sop_instance_uid text,
      status text not null default 'queued'
        check (status in ('queued', 'reading', 'read', 'refused', 'failed', 'cancelled')),
      anyway boolean not null default false,
      error_code text,
      error_message text,
      job_id uuid,
      revision bigint not null default nextval('image_revision'),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(database);
  await sql`create index image_in_hand on image (id) where status = 'reading'`.execute(database);
  await sql`create index image_study on image (study_id)`.execute(database);
  await sql`create index image_revision_index on image (revision)`.execute(database);
  await sql`
    create function image_changed() returns trigger language plpgsql as $$
    begin
      new.revision := nextval('image_revision');
      new.updated_at := now();
      return new;
    end $$`.execute(database);
  await sql`
    create trigger image_changed before update on image
      for each row execute function image_changed()`.execute(database);
  await sql`
    create table reading (
      id uuid primary key default gen_random_uuid(),
      image_id text not null references image,
      model_name text not null,
      model_version text not null,
      model_sha256 text not null,
      anyway boolean not null,
      content json not null,
      abnormal double precision,
      heatmaps text not null,
      created_at timestamptz not null default now(),
      unique (image_id, model_sha256, anyway)
    )`.execute(database);
  await sql`create index reading_heatmaps on reading (heatmaps)`.execute(database);
  await sql`
    create table feedback (
      id uuid primary key default gen_random_uuid(),
      image_id text not null references image,
      reading_id uuid references reading,
      kind text not null check (kind in ('agree', 'disagree', 'missed', 'comment')),
      finding text,
      box jsonb,
      text text,
      created_by uuid,
      created_at timestamptz not null default now()
    )`.execute(database);
  await sql`create index feedback_image on feedback (image_id)`.execute(database);
  await sql`
    create table report (
      id uuid primary key default gen_random_uuid(),
      study_id text not null references study,
      edition integer not null,
      impression text not null,
      language text not null,
      created_by uuid,
      created_at timestamptz not null default now(),
      unique (study_id, edition)
    )`.execute(database);
  await sql`
    create table account (
      id uuid primary key default gen_random_uuid(),
      name text not null unique,
      password_hash text,
      role text not null check (role in ('reader', 'reviewer', 'admin')),
      oidc_issuer text,
      oidc_subject text,
      disabled_at timestamptz,
      failed_attempts integer not null default 0,
      locked_until timestamptz,
      created_at timestamptz not null default now(),
      unique (oidc_issuer, oidc_subject)
    )`.execute(database);
  await sql`
    create table session (
      id text primary key,
      account_id uuid not null references account on delete cascade,
      csrf_token text not null,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      expires_at timestamptz not null
    )`.execute(database);
  await sql`
    create table token (
      id uuid primary key default gen_random_uuid(),
      account_id uuid not null references account on delete cascade,
      name text not null,
      hash text not null unique,
      role text not null check (role in ('reader', 'reviewer', 'admin')),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null default now()
    )`.execute(database);
  await sql`
    create table audit (
      sequence bigint primary key,
      time timestamptz not null,
      actor text not null,
      action text not null,
      subject text,
      detail jsonb not null,
      mac text not null
    )`.execute(database);
}

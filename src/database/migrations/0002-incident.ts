import type { MigrationInterface, QueryRunner } from "typeorm";

/** An incident, its timeline, its promises, and all that hangs on it. */
export class Incident1763700000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table policy (
        version     integer primary key check (version > 0),
        document    jsonb not null,
        created_at  timestamptz(3) not null,
        created_by  text not null
      );
      create table response_plan (
        severity                    text not null check (severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
        version                     integer not null check (version > 0),
        acknowledge_within          integer not null check (acknowledge_within > 0),
        triage_within               integer not null check (triage_within > 0),
        first_communication_within  integer not null check (first_communication_within > 0),
        status_page_within          integer check (status_page_within > 0),
        resolve_within              integer not null check (resolve_within > 0),
        update_every                integer check (update_every > 0),
        page_steps                  integer[] not null,
        roles                       text[] not null,
        executives                  text[] not null,
        audiences                   text[] not null,
        post_mortem                 text not null check (post_mortem in ('MANDATORY', 'ON_REQUEST', 'NONE')),
        post_mortem_within          integer check (post_mortem_within > 0),
        bridge                      boolean not null,
        created_at                  timestamptz(3) not null,
        created_by                  text not null,
        primary key (severity, version)
      );

      create table incident_day (
        day   date primary key,
        last  integer not null
      );
      create table incident (
        id                       uuid primary key,
        reference                text not null unique check (reference ~ '^INC-[0-9]{4}-[0-9]{4}-[0-9]{3,}$'),
        title                    text not null check (title <> '' and length(title) <= 200),
        description              text check (length(description) <= 10000),
        status                   text not null check (status in ('DETECTED', 'TRIAGED', 'MITIGATING', 'RESOLVED', 'POST_MORTEM', 'CLOSED', 'CANCELLED')),
        revision                 integer not null check (revision >= 0),
        reopen_count             integer not null check (reopen_count >= 0),
        source                   text not null check (source in ('MONITORING', 'CUSTOMER', 'SUPPORT', 'INTERNAL', 'INTEGRATION')),
        drill                    boolean not null,
        private                  boolean not null,
        declared_by              text not null,
        service_id               uuid references service,
        owner_team_id            uuid references team,
        commander_id             uuid references responder,
        strategy                 text check (strategy in ('CONTAIN_FIRST', 'DIAGNOSE_FIRST')),
        cause_class              text check (cause_class in ('INFRASTRUCTURE', 'CODE', 'CONFIGURATION', 'THIRD_PARTY', 'DATA', 'UNKNOWN')),
        root_cause               text,
        mitigation_progress      text check (mitigation_progress in ('IDENTIFIED', 'IN_PROGRESS', 'DEPLOYED', 'VERIFIED')),
        severity                 text not null check (severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
        severity_provisional     boolean not null,
        proposed_severity        text check (proposed_severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
        severity_reasons         jsonb not null,
        severity_baseline        text[],
        severity_history         jsonb not null,
        policy_version           integer not null references policy,
        plan_version             integer not null,
        detected_at              timestamptz(3) not null,
        declared_at              timestamptz(3) not null,
        triaged_at               timestamptz(3) check (triaged_at >= detected_at),
        mitigating_at            timestamptz(3) check (mitigating_at >= detected_at),
        resolved_at              timestamptz(3) check (resolved_at >= detected_at),
        closed_at                timestamptz(3) check (closed_at >= detected_at),
        cancelled_at             timestamptz(3) check (cancelled_at >= detected_at),
        updated_at               timestamptz(3) not null,
        eta                      timestamptz(3),
        channel                  text not null,
        bridge_url               text,
        customers_stated         integer check (customers_stated >= 0),
        customers_range          jsonb,
        customers_counted        integer not null check (customers_counted >= 0),
        strategic_affected       integer not null check (strategic_affected between 0 and customers_counted),
        revenue_at_risk          jsonb not null,
        revenue_at_risk_total    numeric not null check (revenue_at_risk_total >= 0),
        revenue_currency         text not null,
        customers_baseline       integer,
        impact_description       text,
        direct_outreach_reason   text,
        feature_state            text check (feature_state in ('UP', 'MINOR', 'DEGRADED', 'DOWN')),
        workaround               text,
        data_loss_risk           boolean not null,
        expanding                boolean not null check (not expanding or severity in ('SEV1', 'SEV2')),
        post_mortem_requested    boolean not null,
        post_mortem_owed         boolean not null,
        verification             jsonb,
        hand_off_note            text,
        cancel_requested_by      text,
        parent_id                uuid references incident check (parent_id <> id),
        merged_into_id           uuid references incident check (merged_into_id is null or (merged_into_id <> id and status = 'CANCELLED')),
        recurrence_of_id         uuid references incident check (recurrence_of_id <> id),
        foreign key (severity, plan_version) references response_plan
      );
      create index incident_detected on incident (detected_at, id);
      create index incident_updated on incident (updated_at, id);
      create index incident_severity on incident (severity, id);
      create index incident_service on incident (service_id);
      create index incident_commander on incident (commander_id);
      create index incident_parent on incident (parent_id);
      create index incident_recurrence on incident (recurrence_of_id);
      create index incident_merged on incident (merged_into_id);

      -- The transition table of incident.rules.ts once more: what the service refuses, the database refuses too.
      create function incident_move() returns trigger language plpgsql as $$
      declare legal boolean;
      begin
        if tg_op = 'INSERT' then
          if new.status <> 'DETECTED' then
            raise check_violation using message = 'an incident begins as DETECTED', constraint = 'incident_move';
          end if;
          return new;
        end if;
        legal := case old.status
          when 'DETECTED' then new.status in ('TRIAGED', 'MITIGATING', 'CANCELLED')
          when 'TRIAGED' then new.status in ('MITIGATING', 'CANCELLED')
          when 'MITIGATING' then new.status in ('RESOLVED', 'CANCELLED')
          when 'RESOLVED' then new.status in ('POST_MORTEM', 'MITIGATING') or (new.status = 'CLOSED' and not new.post_mortem_owed)
          when 'POST_MORTEM' then new.status in ('CLOSED', 'MITIGATING')
          when 'CLOSED' then new.status = 'MITIGATING'
          else false end;
        if not legal then
          raise check_violation using message = format('an incident that is %s cannot become %s', old.status, new.status), constraint = 'incident_move';
        end if;
        return new;
      end $$;
      create trigger incident_begins before insert on incident for each row execute function incident_move();
      create trigger incident_moves before update of status on incident for each row
        when (old.status is distinct from new.status) execute function incident_move();

      create table incident_member (
        incident_id   uuid not null references incident,
        responder_id  uuid not null references responder,
        primary key (incident_id, responder_id)
      );

      create table timeline_event (
        incident_id      uuid not null references incident,
        revision         integer not null check (revision > 0),
        kind             text not null,
        summary          text not null check (summary <> '' and length(summary) <= 10000),
        actor_id         text not null,
        actor_name       text not null,
        actor_label      text,
        occurred_at      timestamptz(3) not null,
        recorded_at      timestamptz(3) not null,
        pinned           boolean not null,
        links            text[] not null,
        grade            text check (grade in ('OBSERVED', 'DERIVED', 'REPORTED', 'ASSUMED')),
        hypothesis       text check (hypothesis in ('OPEN', 'SUPPORTED', 'REFUTED')),
        target_revision  integer check (target_revision < revision),
        details          jsonb,
        primary key (incident_id, revision)
      );
      create table timeline_mark (
        incident_id  uuid not null references incident,
        revision     integer not null,
        pinned       boolean not null,
        amended_by   integer,
        primary key (incident_id, revision)
      );
      create function append_only() returns trigger language plpgsql as $$
      begin
        raise insufficient_privilege using message = format('%s is append-only', tg_table_name);
      end $$;
      create trigger timeline_event_stays before update or delete on timeline_event for each row execute function append_only();
      create trigger timeline_event_is_kept before truncate on timeline_event for each statement execute function append_only();
      create trigger policy_stays before update or delete on policy for each row execute function append_only();
      create trigger response_plan_stays before update or delete on response_plan for each row execute function append_only();

      create table role_assignment (
        id            uuid primary key,
        incident_id   uuid not null references incident,
        role          text not null,
        responder_id  uuid not null references responder,
        acting        boolean not null,
        assigned_at   timestamptz(3) not null,
        accepted_at   timestamptz(3),
        released_at   timestamptz(3)
      );
      create unique index role_assignment_once on role_assignment (incident_id, role, responder_id) where released_at is null;
      create unique index role_assignment_commander on role_assignment (incident_id)
        where role = 'INCIDENT_COMMANDER' and accepted_at is not null and released_at is null;
      create index role_assignment_responder on role_assignment (responder_id) where released_at is null;

      create table clock (
        id            uuid primary key,
        incident_id   uuid not null references incident,
        kind          text not null check (kind in ('ACKNOWLEDGE', 'TRIAGE', 'OWNERSHIP', 'FIRST_COMMUNICATION', 'STATUS_PAGE', 'NEXT_UPDATE',
                        'RESOLVE', 'POST_MORTEM', 'RESOLUTION_EMAIL', 'CSM_CALL', 'REGRESSION_WATCH')),
        subject       text,
        started_at    timestamptz(3) not null,
        due_at        timestamptz(3) not null,
        at_risk_at    timestamptz(3) not null check (at_risk_at <= due_at),
        promised      boolean not null,
        met_at        timestamptz(3),
        breached_at   timestamptz(3),
        stopped_at    timestamptz(3),
        stop_reason   text,
        plan_version  integer not null,
        check (met_at is null or stopped_at is null)
      );
      create unique index clock_one_open on clock (incident_id, kind, coalesce(subject, ''))
        where met_at is null and stopped_at is null and kind <> 'NEXT_UPDATE';
      create unique index clock_one_promise on clock (incident_id) where met_at is null and stopped_at is null and kind = 'NEXT_UPDATE';
      create index clock_incident on clock (incident_id, started_at);
      create index clock_due on clock (due_at) where met_at is null and stopped_at is null and breached_at is null;

      create table affected_customer (
        incident_id  uuid not null references incident,
        customer_id  uuid not null references customer,
        source       text not null,
        recorded_at  timestamptz(3) not null,
        primary key (incident_id, customer_id)
      );
      create index affected_customer_back on affected_customer (customer_id);
      create table impact_snapshot (
        incident_id            uuid not null references incident,
        revision               integer not null,
        at                     timestamptz(3) not null,
        customers_affected     integer not null,
        strategic_affected     integer not null,
        revenue_at_risk_total  numeric not null,
        revenue_currency       text not null,
        primary key (incident_id, revision)
      );

      create table action_item (
        id           uuid primary key,
        incident_id  uuid not null references incident,
        action       text not null check (action <> ''),
        owner        text not null check (owner <> ''),
        priority     integer not null check (priority between 1 and 5),
        due_at       timestamptz(3),
        due_upon     text,
        state        text not null check (state in ('PENDING', 'IN_PROGRESS', 'DONE', 'DROPPED')),
        reason       text,
        handed_to    text,
        entered      boolean not null,
        created_at   timestamptz(3) not null,
        updated_at   timestamptz(3) not null,
        check (due_at is null or due_upon is null),
        check (state <> 'DROPPED' or reason is not null)
      );
      create index action_item_incident on action_item (incident_id, created_at, id);

      create table communication (
        id               uuid primary key,
        incident_id      uuid not null references incident,
        audience         text not null check (audience in ('STATUS_PAGE', 'IN_APP_BANNER', 'AFFECTED_CUSTOMERS', 'STRATEGIC_ACCOUNTS', 'INTERNAL', 'EXECUTIVES')),
        state            text not null check (state in ('DRAFT', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'RETRACTED')),
        public_state     text check (public_state in ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')),
        version          integer not null check (version > 0),
        subject          text check (length(subject) <= 200),
        body             text not null check (body <> '' and length(body) <= 20000),
        template         text,
        channel          text,
        recipients       integer not null check (recipients >= 0),
        next_update_at   timestamptz(3),
        overrides        text[] not null,
        override_reason  text,
        approved_by_id   uuid references responder,
        created_by       text not null,
        created_at       timestamptz(3) not null,
        published_at     timestamptz(3),
        unique (incident_id, audience, version)
      );
      create unique index communication_standing on communication (incident_id, audience) where state = 'PUBLISHED';

      create table escalation (
        id                  uuid primary key,
        incident_id         uuid not null references incident,
        trigger             text not null,
        level               integer not null check (level > 0),
        evidence            text[] not null,
        started_at          timestamptz(3) not null,
        next_step_at        timestamptz(3),
        acknowledged_at     timestamptz(3),
        acknowledged_by_id  uuid references responder,
        stopped_at          timestamptz(3)
      );
      create unique index escalation_one_running on escalation (incident_id) where acknowledged_at is null and stopped_at is null;
      create index escalation_incident on escalation (incident_id, started_at);

      create table idempotency_key (
        actor_id     text not null,
        key          text not null check (length(key) <= 200),
        fingerprint  text not null,
        answer       jsonb,
        created_at   timestamptz(3) not null,
        primary key (actor_id, key)
      );
      create index idempotency_key_created on idempotency_key (created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table idempotency_key; drop table escalation; drop table communication; drop table action_item;
      drop table impact_snapshot; drop table affected_customer; drop table clock; drop table role_assignment;
      drop table timeline_mark; drop table timeline_event; drop table incident_member; drop table incident;
      drop table incident_day; drop table response_plan; drop table policy;
      drop function append_only; drop function incident_move;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm";
import { hangsOnIncident, noWall } from "../second-wall.ts";

/** What has been done about each account of an outreach plan, and where each figure of an impact comes from. */
export class Outreach1763700000014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table outreach_entry (
        incident_id  uuid not null references incident,
        customer_id  uuid not null references customer,
        state        text not null check (state in ('PLANNED', 'SENT', 'CALLED', 'ANSWERED', 'DECLINED', 'REMEDIATION_OFFERED')),
        channel      text,
        template     text,
        owner_id     uuid references responder,
        revision     integer not null check (revision > 0),
        updated_at   timestamptz(3) not null,
        updated_by   text not null,
        primary key (incident_id, customer_id)
      );
      create index outreach_entry_revision on outreach_entry (incident_id, revision);
      create table outreach_note (
        id           uuid primary key,
        incident_id  uuid not null references incident,
        customer_id  uuid not null references customer,
        state        text not null check (state in ('PLANNED', 'SENT', 'CALLED', 'ANSWERED', 'DECLINED', 'REMEDIATION_OFFERED')),
        note         text,
        author       text not null,
        occurred_at  timestamptz(3) not null,
        recorded_at  timestamptz(3) not null
      );
      create index outreach_note_entry on outreach_note (incident_id, customer_id, recorded_at);
      create table impact_figure (
        incident_id  uuid not null references incident,
        figure       text not null,
        source       text not null,
        said_by      text not null,
        recorded_at  timestamptz(3) not null,
        primary key (incident_id, figure)
      );
      alter table impact_snapshot add column baseline integer;
      ${["outreach_entry", "outreach_note", "impact_figure"].map((table) => hangsOnIncident(table)).join("\n")}
      -- Calls that were recorded before there were entries.
      insert into outreach_entry (incident_id, customer_id, state, revision, updated_at, updated_by)
      select distinct on (k.incident_id, c.id) k.incident_id, c.id, 'CALLED', i.revision, k.met_at, 'Muster'
      from clock k join customer c on c.external_id = k.subject join incident i on i.id = k.incident_id
      where k.kind = 'CSM_CALL' and k.met_at is not null order by k.incident_id, c.id, k.met_at desc;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${["outreach_entry", "outreach_note", "impact_figure"].map(noWall).join("\n")}
      alter table impact_snapshot drop column baseline;
      drop table impact_figure; drop table outreach_note; drop table outreach_entry;
    `);
  }
}

/** A scalar: one object, asked for by GET. */
export interface ScalarQuery {
  readonly metric: string;
  /** With the instance, so usually ending in `.0`. */
  readonly oid: string;
  /** What the value (or its rate) is multiplied by to be in base units. */
  readonly scale: number;
}

/** A column of a table, walked by GETBULK. Counters become rates: name their metric so. */
export interface ColumnQuery {
  readonly metric: string;
  /** The first column that has rows is used. */
  readonly oids: readonly string[];
  readonly scale: number;
}

export interface TableQuery {
  /** Name of the label that tells the rows apart. */
  readonly label: string;
  /** Columns with a readable name for a row, best first; a row without one is named by its index. */
  readonly labelOids: readonly string[];
  readonly columns: readonly ColumnQuery[];
}

export interface Profile {
  readonly scalars: readonly ScalarQuery[];
  readonly tables: readonly TableQuery[];
}

export const PROFILE_NAMES = ['system', 'interfaces', 'ups'] as const;

type ProfileName = (typeof PROFILE_NAMES)[number];

export const SYS_UPTIME_OID = '1.3.6.1.2.1.1.3.0';

const IF_TABLE = '1.3.6.1.2.1.2.2.1';
const IF_X_TABLE = '1.3.6.1.2.1.31.1.1.1';
const UPS = '1.3.6.1.2.1.33.1';

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  /** SNMPv2-MIB */
  system: {
    scalars: [{ metric: 'agent_uptime_seconds', oid: SYS_UPTIME_OID, scale: 0.01 }],
    tables: [],
  },

  /** IF-MIB: 64-bit counters where the agent has them, else those of 32 bits. */
  interfaces: {
    scalars: [],
    tables: [
      {
        label: 'interface',
        labelOids: [`${IF_X_TABLE}.1`, `${IF_TABLE}.2`],
        columns: [
          { metric: 'interface_oper_state', oids: [`${IF_TABLE}.8`], scale: 1 },
          { metric: 'interface_speed_bits_per_second', oids: [`${IF_X_TABLE}.15`], scale: 1e6 },
          { metric: 'network_receive_bytes_per_second', oids: [`${IF_X_TABLE}.6`, `${IF_TABLE}.10`], scale: 1 },
          { metric: 'network_transmit_bytes_per_second', oids: [`${IF_X_TABLE}.10`, `${IF_TABLE}.16`], scale: 1 },
          { metric: 'network_receive_drops_per_second', oids: [`${IF_TABLE}.13`], scale: 1 },
          { metric: 'network_receive_errors_per_second', oids: [`${IF_TABLE}.14`], scale: 1 },
          { metric: 'network_transmit_drops_per_second', oids: [`${IF_TABLE}.19`], scale: 1 },
          { metric: 'network_transmit_errors_per_second', oids: [`${IF_TABLE}.20`], scale: 1 },
        ],
      },
    ],
  },

  /** UPS-MIB, RFC 1628: tenths of volts (battery only), amperes and hertz. */
  ups: {
    scalars: [
      { metric: 'ups_battery_state', oid: `${UPS}.2.1.0`, scale: 1 },
      { metric: 'ups_on_battery_seconds', oid: `${UPS}.2.2.0`, scale: 1 },
      { metric: 'ups_battery_remaining_seconds', oid: `${UPS}.2.3.0`, scale: 60 },
      { metric: 'ups_battery_charge_ratio', oid: `${UPS}.2.4.0`, scale: 0.01 },
      { metric: 'ups_battery_volts', oid: `${UPS}.2.5.0`, scale: 0.1 },
      { metric: 'ups_battery_amperes', oid: `${UPS}.2.6.0`, scale: 0.1 },
      { metric: 'ups_battery_celsius', oid: `${UPS}.2.7.0`, scale: 1 },
      { metric: 'ups_output_source_state', oid: `${UPS}.4.1.0`, scale: 1 },
      { metric: 'ups_output_hertz', oid: `${UPS}.4.2.0`, scale: 0.1 },
      { metric: 'ups_alarms', oid: `${UPS}.6.1.0`, scale: 1 },
    ],
    tables: [
      {
        label: 'line',
        labelOids: [],
        columns: [
          { metric: 'ups_input_hertz', oids: [`${UPS}.3.3.1.2`], scale: 0.1 },
          { metric: 'ups_input_volts', oids: [`${UPS}.3.3.1.3`], scale: 1 },
          { metric: 'ups_output_volts', oids: [`${UPS}.4.4.1.2`], scale: 1 },
          { metric: 'ups_output_amperes', oids: [`${UPS}.4.4.1.3`], scale: 0.1 },
          { metric: 'ups_output_watts', oids: [`${UPS}.4.4.1.4`], scale: 1 },
          { metric: 'ups_output_load_ratio', oids: [`${UPS}.4.4.1.5`], scale: 0.01 },
        ],
      },
    ],
  },
};

/** A calendar's text with the zone in which it is read, which is no standard and stands among its properties, before what is in it (RFC 5545, section 3.6). */
export const inZone = (calendar: string, timeZone: string): string => calendar.replace(/\r\n(?=BEGIN:|END:VCALENDAR)/, `\r\nX-WR-TIMEZONE:${timeZone}\r\n`);

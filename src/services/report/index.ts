export { incidentReport } from "./incident-report.ts";

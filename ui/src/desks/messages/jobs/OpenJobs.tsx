import { useAsk } from "../../../ipc/ask";
import { PausedJob } from "./PausedJob";
import { RunningJob } from "./RunningJob";
import classes from "./jobs.module.css";

/** A strip for each job that waits for a person or is being submitted. */
export function OpenJobs() {
  const { data: jobs } = useAsk(["jobs"], ["list_open_jobs"], (api) => api.listOpenJobs());
  if (jobs === undefined || jobs.length === 0) return null;
  return (
    <div className={classes.jobs}>
      {jobs.map((job) => (job.state === "paused" ? <PausedJob key={job.id} job={job} /> : <RunningJob key={job.id} job={job} />))}
    </div>
  );
}

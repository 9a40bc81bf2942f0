package io.ridgeway.adapter;

/** What an adapter may declare beyond the laws; what isn't declared is refused. */
public enum Capability {
  /** UDP beside TCP on one port, as devp2p discovery wants. */
  UDP,
  /** Restarts what dies and says how often. */
  SUPERVISION,
  /** Gives the end of a workload's output. */
  LOGS,
  /** Keeps uploaded, untrusted code from the rest of the machine. */
  ISOLATION,
  /** Makes a volume larger where it is declared larger, without losing what is on it. */
  GROWTH,
  /** Shows what it would write: {@link CloudAdapter#manifests}. */
  MANIFESTS,
  /** Runs tasks to their end: {@link io.ridgeway.model.deploy.Task}. */
  TASKS,
  /** Hands files of a node's volume over, and takes some: {@link CloudAdapter#files}. */
  FILES,
  /** Keeps workloads that stand still: {@link io.ridgeway.model.deploy.Deployment#stopped}. */
  STANDSTILL,
  /** Runs what a workload has beside it: {@link io.ridgeway.model.deploy.Sidecar}. */
  SIDECARS
}

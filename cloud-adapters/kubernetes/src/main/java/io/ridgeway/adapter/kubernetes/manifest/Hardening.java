package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** What Pod Security {@code restricted} asks of every pod, and a root that can't be written. */
final class Hardening {
  /** No user of any image, and above the machines' own. */
  static final long USER = 10_001;

  /** 0440: the files of secrets and config maps are root's, and their group is the pod's. */
  static final int READABLE_BY_GROUP = 0b100_100_000;

  /** 0550: the same for scripts that a program runs. */
  static final int RUNNABLE_BY_GROUP = 0b101_101_000;

  private static final String RUNTIME_DEFAULT = "RuntimeDefault";

  private Hardening() {}

  static PodSecurityContext pod() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        // Walking through a large ledger at each start would take minutes.
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType(RUNTIME_DEFAULT)
        .endSeccompProfile()
        .build();
  }

  static SecurityContext container() {
    return new SecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withPrivileged(false)
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .withNewSeccompProfile()
        .withType(RUNTIME_DEFAULT)
        .endSeccompProfile()
        .build();
  }
}

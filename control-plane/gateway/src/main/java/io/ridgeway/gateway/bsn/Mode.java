package io.ridgeway.gateway.bsn;

import io.ridgeway.model.key.CaType;

/** Which applications an operation is for. */
public enum Mode {
  /** All. */
  ANY,
  /** Those whose users' keys are in custody. */
  TRUST,
  /** Those that keep their users' keys. */
  UPLOAD;

  /** Whether it is for such applications. */
  public boolean takes(CaType caType) {
    return this == ANY || name().equals(caType.name());
  }
}

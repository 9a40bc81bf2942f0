package io.ridgeway.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationFollowedTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static Operation begun(Operation.Kind kind, int second) {
    return Operation.begun(TenantId.next(), NetworkId.next(), kind, NOON.plusSeconds(second));
  }

  @Test
  void whatIsUnderWayIsFollowedThoughAnotherWasAskedForLater() {
    Operation change = begun(Operation.Kind.CHANGE, 0);
    Operation revocation =
        begun(Operation.Kind.REVOKE, 1).ended(Operation.State.SUCCEEDED, NOON.plusSeconds(2));

    assertThat(Operation.followed(List.of(revocation, change))).contains(change);
  }

  @Test
  void afterwardsItIsWhatEndedLast() {
    Operation change =
        begun(Operation.Kind.CHANGE, 0).ended(Operation.State.FAILED, NOON.plusSeconds(9));
    Operation revocation =
        begun(Operation.Kind.REVOKE, 1).ended(Operation.State.SUCCEEDED, NOON.plusSeconds(2));

    assertThat(Operation.followed(List.of(revocation, change))).contains(change);
    assertThat(Operation.followed(List.of())).isEmpty();
  }

  @Test
  void ofThoseThatEndedAtOnceItIsTheNewest() {
    Operation older =
        begun(Operation.Kind.BACKUP, 0).ended(Operation.State.SUPERSEDED, NOON.plusSeconds(5));
    Operation newer =
        begun(Operation.Kind.DELETE, 1).ended(Operation.State.SUCCEEDED, NOON.plusSeconds(5));

    assertThat(Operation.followed(List.of(newer, older))).contains(newer);
  }
}

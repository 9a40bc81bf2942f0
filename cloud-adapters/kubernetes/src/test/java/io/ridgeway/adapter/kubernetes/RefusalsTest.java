package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.AdapterException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void aMissingPermissionIsNamed() {
    // When
    AdapterException said =
        Refusals.of(
            new ApiRefusal(
                403,
                "Forbidden",
                "statefulsets.apps \"a\" is forbidden: User \"r\" cannot patch resource \"statefulsets\" in API group"
                    + " \"apps\" in the namespace \"rw-n1\""),
            "writing StatefulSet rw-n1/a");
    // Then
    assertThat(said)
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("writing StatefulSet rw-n1/a is not permitted")
        .hasMessageContaining("the verb 'patch' on 'statefulsets.apps'");
  }

  @Test
  void aQuotaIsNoRoom() {
    assertThat(
            Refusals.of(
                new ApiRefusal(
                    403,
                    "Forbidden",
                    "persistentvolumeclaims \"d\" is forbidden: exceeded quota: firm, requested: requests.storage=10Gi"),
                "writing it"))
        .isInstanceOf(AdapterException.NoRoom.class)
        .hasMessageContaining("exceeded quota: firm");
  }

  @Test
  void aCredentialThatRanOutIsSaid() {
    assertThat(Refusals.of(new ApiRefusal(401, "Unauthorized", "Unauthorized"), "reading"))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("renew it");
  }
}

package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.PrivateData.Purge;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is asked whether data that were purged are gone. */
class EverMembersTest {
  @Test
  void whoWasAMemberByAnEarlierVersionIsAskedToo() {
    // Given
    Contract first = version(2, "book", "OR('alpha.member','beta.member')");
    Contract next = version(3, "book", "OR('alpha.member')");
    Contract another = version(4, "other", "OR('gamma.member')");
    Administrators administrators =
        new Administrators() {
          @Override
          public Identities identities() {
            return new Identities(Map.of(), Map.of());
          }

          @Override
          public Signature sign(String key, ToSign what, String reason) {
            throw new IllegalStateException("nothing is signed here");
          }

          @Override
          public List<Contract> contracts() {
            return List.of(next, another);
          }

          @Override
          public List<Contract> contractsEver() {
            return List.of(another, next, first);
          }
        };

    // Then
    assertThat(
            PeersPrivateData.everMembers(administrators, new Purge("book", "shared", List.of("a"))))
        .containsExactlyInAnyOrder("alpha", "beta");
    assertThat(
            PeersPrivateData.everMembers(
                administrators, new Purge("book", "_implicit_org_beta", List.of("a"))))
        .containsExactly("beta");
  }

  private static Contract version(int number, String name, String policy) {
    return new Contract(
        number,
        name,
        number + ".0",
        number - 1,
        Optional.empty(),
        ForeignCode.jar("ab".repeat(32), 1),
        Optional.of("[{\"name\": \"shared\", \"policy\": \"" + policy + "\"}]"));
  }
}

package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.door.DoorFixture.Running;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the door of contracts refuses, on a network that takes none. */
class ContractsIT {
  private static final String IMAGE = "registry.example.com/a/b@sha256:" + "ab".repeat(32);

  private final Running network = DoorFixture.running().network();
  private final Door owner = network.owner().door();
  private final String contracts = "/v1/networks/" + network.id() + "/contracts";

  @Test
  void aNetworkWhoseContractsAreMadeByTransactionsTakesNone() {
    assertThat(
            owner
                .post(contracts, Map.of("name", "book", "version", "1", "image", IMAGE))
                .problem(422, "invalid"))
        .contains("Networks of ethereum take no contracts this way");
    assertThat(owner.get(contracts).good().path("items")).isEmpty();
    owner.get(contracts + "/book").problem(404, "not-found");
    owner.delete(contracts + "/book/versions/1").problem(404, "not-found");
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
    assertThat(
            owner.post(contracts, Map.of("version", "1", "image", IMAGE)).problem(422, "invalid"))
        .contains("name is missing");
    assertThat(
            owner.post(contracts, Map.of("name", "book", "version", "1")).problem(422, "invalid"))
        .contains("either a jar (Base64) or an image");
    assertThat(
            owner
                .post(
                    contracts,
                    Map.of(
                        "name",
                        "book",
                        "version",
                        "1",
                        "image",
                        IMAGE,
                        "endorsers",
                        List.of("a"),
                        "endorsements",
                        2))
                .problem(422, "invalid"))
        .contains("Ask for the endorsement of 1 to 1");
  }

  @Test
  void aLargePackageIsReadHereAndNowhereElse() {
    assertThat(owner.post(contracts, brought(24 << 20)).problem(422, "invalid"))
        .contains("take no contracts this way");
    assertThat(
            owner
                .post("/v1/networks/" + network.id() + "/keys", brought(2 << 20))
                .problem(413, "too-large"))
        .contains("1 MiB");
  }

  private static Map<String, String> brought(int bytes) {
    String jar = Base64.getEncoder().encodeToString(new byte[bytes]);
    return Map.of("name", "book", "version", "1", "jar", jar);
  }
}

package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuomiTest {
  private final FabricPack pack = new FabricPack();

  @ParameterizedTest
  @CsvSource({"cryptography, guomi", "crypto, sm2", "guomi, true", "smCrypto, true"})
  void whoAsksForItIsToldThatFabricHasNoneAndWhatHas(String parameter, String value) {
    for (NetworkSpec spec : List.of(dedicated(parameter, value), shared(parameter, value))) {
      assertThat(pack.check(spec))
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.field()).isEqualTo("parameters." + parameter);
                assertThat(violation.message())
                    .contains("no SM2, SM3 or SM4")
                    .contains("order fisco-bcos with cryptography: guomi");
              });
    }
  }

  @Test
  void whatIsNotAskedForIsAParameterLikeAnyOtherThatThereIsNot() {
    assertThat(pack.check(dedicated("cryptography", "standard")))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).startsWith("There is no parameter of that name"));
  }

  private static NetworkSpec dedicated(String parameter, String value) {
    return TestNetwork.spec(
        "3.1", Map.of("orderer", 1, "peer", 1), Map.of("organisations", "alpha", parameter, value));
  }

  private static NetworkSpec shared(String parameter, String value) {
    return new NetworkSpec(
        "deeds",
        new Framework("fabric", "3.1"),
        Tier.SHARED,
        Map.of(NetworkSpec.SHARE, 1),
        Map.of("organisations", "tea", parameter, value),
        List.of(new CityNodeId("local-1")),
        5,
        1);
  }
}

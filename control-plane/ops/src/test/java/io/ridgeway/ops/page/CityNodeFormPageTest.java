package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CityNodeFormPageTest {
  private static final List<AdapterOffer> OFFERS = List.of(offer("kubernetes"), offer("local"));

  @Test
  void theFormIsOfTheAdapterThatIsNamedOrElseOfTheFirst() {
    assertThat(CityNodeFormPage.chosen(OFFERS, "local").name()).isEqualTo("local");
    assertThat(CityNodeFormPage.chosen(OFFERS, "").name()).isEqualTo("kubernetes");
    assertThat(CityNodeFormPage.chosen(List.of(), "").name()).isEqualTo("none");
  }

  @Test
  void anAdapterThatIsNotInstalledIsNotReplacedByAnother() {
    assertThatThrownBy(() -> CityNodeFormPage.chosen(OFFERS, "processes"))
        .isInstanceOf(Refusal.class)
        .hasMessage("Adapter processes isn't installed.");
  }

  private static AdapterOffer offer(String name) {
    return new AdapterOffer(name, "For tests", "{}", List.of());
  }
}

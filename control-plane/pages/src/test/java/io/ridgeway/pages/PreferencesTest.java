package io.ridgeway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PreferencesTest {
  @Test
  void takesTheLanguageThatWasChosen() {
    assertThat(Visit.locale("zh", List.of(Locale.ENGLISH))).isEqualTo(Locale.CHINESE);
  }

  @Test
  void elseTakesTheFirstAcceptedLanguageThatThereIs() {
    assertThat(Visit.locale("", List.of(Locale.FRENCH, Locale.SIMPLIFIED_CHINESE)))
        .isEqualTo(Locale.CHINESE);
    assertThat(Visit.locale("", List.of(Locale.UK, Locale.CHINESE))).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void elseSpeaksEnglish() {
    assertThat(Visit.locale("xx", List.of(new Locale.Builder().setLanguage("fr").build())))
        .isEqualTo(Locale.ENGLISH);
  }

  @Test
  void sendsNobodyToAnotherSite() {
    assertThat(PreferencesPage.ownPath("/networks/n1")).isEqualTo("/networks/n1");
    assertThat(PreferencesPage.ownPath("//evil.example/")).isEqualTo("/");
    assertThat(PreferencesPage.ownPath("https://evil.example/")).isEqualTo("/");
    assertThat(PreferencesPage.ownPath("/\\evil.example")).isEqualTo("/");
    assertThat(PreferencesPage.ownPath("")).isEqualTo("/");
  }

  @Test
  void tellsTheDoorsOfMachinesFromPages() {
    assertThat(List.of("/v1/orders", "v1/orders", "/ops/v1/audit", "/q/openapi"))
        .allMatch(Doors::isApi);
    assertThat(List.of("/", "/ops", "/ops/verifications", "/v1x", "/networks/n1"))
        .noneMatch(Doors::isApi);
  }
}

package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.gateway.KeyExport;
import io.ridgeway.engine.gateway.KeyExport.Answer;
import io.ridgeway.engine.gateway.KeyExport.Party;
import io.ridgeway.engine.gateway.KeyExportDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyHours;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Theme;
import io.ridgeway.portal.view.KeyView;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedKeysPageTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final KeyPolicy POLICY =
      new KeyPolicy(
          Set.of("notary"),
          Set.of("put"),
          new KeyPolicy.Rate(OptionalInt.of(3), OptionalInt.empty(), OptionalInt.of(77)),
          Optional.of(BigInteger.valueOf(4242)),
          Optional.empty(),
          Optional.of(KeyHours.parse("UTC MON 08:00 09:30")));

  private final RenderedPages pages = new RenderedPages();
  private final Network network = Samples.network(new NetworkState.Ready());

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void aKeyOffersWhatItsLifeAllows(String language) {
    // Given
    KeyView inForce = key("k00000000000a", KeyLife.FRESH, true);
    KeyView disabled =
        key(
            "k00000000000b",
            KeyLife.FRESH.disabled(AT).succeededBy(new KeyId("k00000000000a")),
            false);
    KeyView ending = key("k00000000000c", KeyLife.FRESH.disabled(AT).ending(Optional.of(AT)), true);
    KeyView gone = key("k00000000000d", KeyLife.FRESH.destroyed(AT), true);

    // When
    String page = shown(language, List.of(inForce, disabled, ending, gone), List.of());

    // Then
    boolean english = language.equals("en");
    assertThat(page)
        .contains(english ? "To be destroyed" : "等待销毁", english ? "made in custody" : "在托管中生成");
    assertThat(page)
        .contains("/k00000000000a/disable", "/k00000000000a/rotate", "/k00000000000a/destroy")
        .contains("/k00000000000a/exports", "/k00000000000b/enable", "/k00000000000c/keep")
        .contains("notary", "4242", "77", "UTC MON 08:00 09:30", "data-state=\"ENDING\"")
        .doesNotContain("/k00000000000a/enable", "/k00000000000b/rotate", "/k00000000000b/exports")
        .doesNotContain("/k00000000000c/destroy", "/k00000000000d/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void anExportIsAnsweredAndThenFetched(String language) {
    // Given
    KeyExport asked =
        new KeyExport(
            new KeyExportId("x00000000000a"),
            network.tenant(),
            network.id(),
            new KeyId("k00000000000a"),
            "moving <out>",
            "PEM",
            new Party(new UserId("mei"), "mei"),
            AT,
            Optional.empty(),
            Optional.empty());
    KeyExport approved = asked.answered(new Answer(new Party(new UserId("ann"), "ann"), AT, true));

    // When
    String waiting = shown(language, List.of(), List.of(standing(asked, KeyExport.State.ASKED)));
    String ready =
        shown(language, List.of(), List.of(standing(approved, KeyExport.State.APPROVED)));

    // Then
    assertThat(waiting)
        .contains("moving &lt;out&gt;", "/x00000000000a/approve", "/x00000000000a/refuse")
        .doesNotContain("/x00000000000a/fetch");
    assertThat(ready).contains("/x00000000000a/fetch").doesNotContain("/x00000000000a/approve");
  }

  private String shown(String language, List<KeyView> keys, List<KeyExportDesk.Standing> exports) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("keys", keys);
    data.put("exports", exports);
    data.put("form", Form.empty());
    String page =
        pages.page("portal/managed-keys", Locale.forLanguageTag(language), Theme.LIGHT, "", data);
    RenderedPages.keep("managed-keys-" + language, page);
    assertThat(page).doesNotContain("managed.", "msg:");
    return page;
  }

  private static KeyExportDesk.Standing standing(KeyExport export, KeyExport.State state) {
    return new KeyExportDesk.Standing(export, state, "ab".repeat(32));
  }

  private static KeyView key(String id, KeyLife life, boolean exportable) {
    KeyDesk.Account sample = Samples.key();
    var k = sample.key();
    var key =
        new io.ridgeway.model.key.ManagedKey(
            new KeyId(id),
            k.tenant(),
            k.network(),
            k.name(),
            k.curve(),
            k.purpose(),
            k.publicKey(),
            k.createdAt());
    return KeyView.of(
        new KeyDesk.Account(
            new KeptKey(key, KeyOrigin.MADE, exportable, POLICY, life),
            sample.account(),
            Optional.empty(),
            false));
  }
}

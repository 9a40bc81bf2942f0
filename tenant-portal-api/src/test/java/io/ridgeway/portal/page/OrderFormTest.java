package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.Texts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderFormTest {
  private static final Texts TEXTS = Texts.of(Locale.ENGLISH);

  private static Map<String, List<String>> typed() {
    Map<String, List<String>> typed = new HashMap<>();
    typed.put("name", List.of("notary"));
    typed.put("framework", List.of("ethereum"));
    typed.put("framework.version", List.of("qbft-1"));
    typed.put("nodes.validator", List.of("4"));
    typed.put("nodes.rpc", List.of("1"));
    typed.put("cityNodes", List.of("local-1"));
    typed.put("tps", List.of("10"));
    typed.put("storageGib", List.of("10"));
    typed.put("parameters.blockPeriodSeconds", List.of("1"));
    typed.put("parameters.chainId", List.of(""));
    typed.put("term", List.of("ANNUAL"));
    typed.put("currency", List.of("USD"));
    return typed;
  }

  @Test
  void readsTheNetworkThatIsAskedFor() {
    OrderForm.Ask ask = Samples.form(new Form(typed())).ask(TEXTS, true).orElseThrow();

    NetworkSpec spec = ask.spec();
    assertThat(spec).isEqualTo(Samples.SPEC);
    assertThat(spec.parameters()).doesNotContainKey("chainId");
    assertThat(ask.term()).isEqualTo(Term.ANNUAL);
    assertThat(ask.currency()).isEqualTo("USD");
  }

  @Test
  void aNetworkThatRunsBecomesWhatIsTypedAndKeepsWhatIsNotOffered() {
    // Given
    NetworkSpec from =
        Samples.SPEC.becoming(
            Samples.SPEC.framework(),
            Samples.SPEC.nodes(),
            Map.of("blockPeriodSeconds", "1", "retired", "x"),
            List.of(new CityNodeId("closed-1"), new CityNodeId("local-1")),
            10,
            10);

    // Then
    assertThat(Samples.form(OrderForm.typed(from)).change(TEXTS, from)).contains(from);

    // When
    Map<String, List<String>> typed = typed();
    typed.put("nodes.rpc", List.of("2"));
    typed.put("tps", List.of("20"));
    NetworkSpec to = Samples.form(new Form(typed)).change(TEXTS, from).orElseThrow();
    // Then
    assertThat(to)
        .isEqualTo(
            from.becoming(
                from.framework(),
                Map.of("validator", 4, "rpc", 2),
                from.parameters(),
                from.cityNodes(),
                20,
                10));
  }

  @Test
  void onSharedNodesTheCountOfContractsAloneIsAskedFor() {
    // Given
    FrameworkOffer offer = ofBothTiers("{}");
    Map<String, List<String>> typed = typed();
    typed.put("tier", List.of("shared"));
    typed.put("nodes.peer", List.of("2"));
    typed.put("nodes.contract", List.of("0"));

    // Then
    assertThat(nodes(offer, typed)).isEqualTo(Map.of("share", 1));
    typed.put("nodes.contract", List.of("3"));
    assertThat(nodes(offer, typed)).isEqualTo(Map.of("share", 1, "contract", 3));
    typed.put("tier", List.of("dedicated"));
    assertThat(nodes(offer, typed)).isEqualTo(Map.of("peer", 2, "contract", 3));
  }

  @Test
  void ofWhatIsOnSharedNodesTheNumberOfItsOwnContractsIsAskedFor() {
    // Given
    FrameworkOffer offer = ofBothTiers(Samples.ETHEREUM.parametersSchema());
    NetworkSpec from = guest();
    Map<String, List<String>> typed = new LinkedHashMap<>();
    typed.put("tier", List.of("shared"));
    typed.put("nodes.contract", List.of("2"));
    typed.put("tps", List.of("20"));
    typed.put("storageGib", List.of("2"));

    // When
    OrderForm form = form(offer, typed);
    NetworkSpec to = form.change(TEXTS, from).orElseThrow();

    // Then
    assertThat(form.roles(true))
        .singleElement()
        .satisfies(
            role -> {
              assertThat(role.name()).isEqualTo("contract");
              assertThat(role.allowed()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
            });
    assertThat(form.roles(false)).hasSize(2);
    assertThat(form.changeable(from)).containsExactly("nodes.contract", "tps", "storageGib");
    assertThat(to.tier()).isEqualTo(Tier.SHARED);
    assertThat(to.nodes()).isEqualTo(Map.of("share", 1, "contract", 2));
    assertThat(to.tps()).isEqualTo(20);
    // Then what is for good stays, whatever else is sent
    typed.put("framework.version", List.of("other"));
    typed.put("cityNodes", List.of("nowhere-1"));
    typed.put("parameters.blockPeriodSeconds", List.of("9"));
    assertThat(form(offer, typed).change(TEXTS, from)).contains(to);
    assertThat(to.framework()).isEqualTo(from.framework());
    assertThat(to.parameters()).isEqualTo(from.parameters());
    assertThat(to.cityNodes()).isEqualTo(from.cityNodes());

    // When
    typed.put("nodes.contract", List.of("9"));
    typed.put("tps", List.of("0"));
    OrderForm wrong = form(offer, typed);
    // Then
    assertThat(wrong.change(TEXTS, from)).isEmpty();
    assertThat(wrong.form().errors()).containsOnlyKeys("nodes.contract", "tps");
  }

  /** A network on shared nodes, at a city node that takes no orders any more. */
  static NetworkSpec guest() {
    return new NetworkSpec(
        "tea",
        Samples.SPEC.framework(),
        Tier.SHARED,
        Map.of("share", 1),
        Map.of("organisations", "tea"),
        List.of(new CityNodeId("closed-1")),
        5,
        2);
  }

  static FrameworkOffer ofBothTiers(String parametersSchema) {
    return new FrameworkOffer(
        Samples.ETHEREUM.name(),
        "Fabric",
        "",
        Samples.ETHEREUM.versions(),
        Set.of(Tier.DEDICATED, Tier.SHARED),
        List.of(
            new FrameworkOffer.Role("peer", "Peers", List.of(1, 2), 2, ""),
            new FrameworkOffer.Role("contract", "Contract services", List.of(0, 1), 0, "")),
        parametersSchema,
        Samples.ETHEREUM.software(),
        Samples.ETHEREUM.cityNodes());
  }

  static OrderForm form(FrameworkOffer offer, Map<String, List<String>> typed) {
    return OrderForm.of(
        offer, List.of(offer), Samples.places(), Samples.BOOK, new ObjectMapper(), new Form(typed));
  }

  private static Map<String, Integer> nodes(FrameworkOffer offer, Map<String, List<String>> typed) {
    return form(offer, typed).ask(TEXTS, true).orElseThrow().spec().nodes();
  }

  @Test
  void asksForTheLawsThatWereChosenAndForNoOther() {
    // Given
    Map<String, List<String>> typed = typed();
    typed.put("jurisdictions", List.of("US", "ZZ"));

    // When
    OrderForm form = Samples.form(new Form(typed));

    // Then
    assertThat(form.laws()).containsExactly("US", "ZZ");
    assertThat(form.ask(TEXTS, true).orElseThrow().spec().jurisdictions())
        .containsExactly("US", "ZZ");

    // When
    typed.put("jurisdictions", List.of("DE"));
    OrderForm other = Samples.form(new Form(typed));

    // Then
    assertThat(other.ask(TEXTS, true)).isEmpty();
    assertThat(other.form().errors()).containsOnlyKeys("jurisdictions");
    assertThat(other.fields()).contains("jurisdictions");
  }

  @Test
  void startsWithWhatIsUsualAndCanBePricedBeforeItHasAName() {
    OrderForm form = Samples.form(Form.empty());

    assertThat(form.ask(TEXTS, false)).isPresent();
    assertThat(form.ask(TEXTS, true)).isEmpty();
    assertThat(form.form().errors()).containsOnlyKeys("name");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    // Given
    Map<String, List<String>> typed = typed();
    typed.put("name", List.of("Not a name"));
    typed.put("nodes.validator", List.of("four"));
    typed.put("cityNodes", List.of("nowhere-1"));
    typed.put("tps", List.of("0"));
    typed.put("storageGib", List.of("70000"));
    typed.put("parameters.blockPeriodSeconds", List.of("x".repeat(NetworkSpec.LONGEST_VALUE + 1)));
    typed.put("term", List.of("WEEKLY"));
    typed.put("currency", List.of("XXX"));
    typed.remove("framework.version");
    OrderForm form = Samples.form(new Form(typed));

    // When
    assertThat(form.ask(TEXTS, true)).isEmpty();

    // Then
    assertThat(form.form().errors())
        .containsOnlyKeys(
            "name",
            "nodes.validator",
            "tps",
            "storageGib",
            "cityNodes",
            "parameters.blockPeriodSeconds",
            "term",
            "currency",
            "framework.version");
    assertThat(form.fields()).containsAll(form.form().errors().keySet());
    assertThat(form.form().text("name")).isEqualTo("Not a name");
  }

  @Test
  void asksForEachParameterOfTheSchema() {
    assertThat(Samples.form(Form.empty()).parameters())
        .extracting(Parameter::name, Parameter::usual, Parameter::min, Parameter::choices)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("blockPeriodSeconds", "1", "1", List.of()),
            org.assertj.core.groups.Tuple.tuple("chainId", "", "1", List.of()),
            org.assertj.core.groups.Tuple.tuple("mode", "", "", List.of("plain", "private")),
            org.assertj.core.groups.Tuple.tuple("gasLimit", "30000000", "", List.of()));
  }
}

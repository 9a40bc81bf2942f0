package io.ridgeway.framework.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private final Templates templates = new Templates(TemplatesTest.class, "templates");

  @Test
  void rendersValuesQuotedAndWithPlainLineEnds() {
    // Given
    Map<String, Object> values =
        Map.of(
            "name", "a \"b\" \\ c\n",
            "peers", List.of(Map.of("host", "10.0.0.1"), Map.of("host", "näher")),
            "names", List.of("x", "y\""));

    // When
    String text = templates.render("plain.toml.vm", values);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            name = "a \\"b\\" \\\\ c\\u000a"
            peer = "10.0.0.1"
            peer = "näher"
            all = ["x", "y\\""]
            """);
    assertThat(templates.render("plain.toml.vm", values)).isEqualTo(text);
  }

  @Test
  void leavesTheAdaptersSymbolsAlone() {
    assertThat(templates.render("symbols.vm", Map.of("text", "abc")))
        .isEqualTo("3 {{volume.data}} abc\n");
  }

  @Test
  void failsOnAReferenceWithoutAValue() {
    assertThatThrownBy(() -> templates.render("hole.vm", Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("hole.vm")
        .hasMessageContaining("$height");
  }

  @Test
  void failsOnAMapWithoutTheEntry() {
    assertThatThrownBy(
            () -> templates.render("hole-in-a-map.vm", Map.of("peer", Map.of("port", 1))))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("host");
  }

  @Test
  void failsOnAMalformedTemplate() {
    assertThatThrownBy(() -> templates.render("malformed.vm", Map.of("peers", List.of())))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("malformed.vm");
  }

  @Test
  void failsOnAMissingTemplate() {
    assertThatThrownBy(() -> templates.render("no-such.vm", Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("no-such.vm");
  }

  @Test
  void leavesItsFolderForNothing() {
    assertThatThrownBy(() -> templates.render("../Templates.class", Map.of()))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> templates.render("includes.vm", Map.of()))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void reachesNoClassThroughAValue() {
    assertThatThrownBy(() -> templates.render("reaches-out.vm", Map.of("text", "x")))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void refusesValuesThatAreMoreThanText() {
    // Given
    Map<String, Object> nested = new HashMap<>();
    nested.put("at", List.of(Instant.EPOCH));

    // Then
    assertThatThrownBy(() -> templates.render("hole.vm", nested))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at");
  }
}

package io.ridgeway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
  @Test
  void keepsWhatWasTyped() {
    Form form = new Form(Map.of("name", List.of(" notary "), "cityNodes", List.of("a", "b")));

    assertThat(form.text("name")).isEqualTo("notary");
    assertThat(form.all("cityNodes")).containsExactly("a", "b");
    assertThat(form.has("cityNodes", "b")).isTrue();
    assertThat(form.text("nothing")).isEmpty();
  }

  @Test
  void saysTheFirstThingThatIsWrongWithAField() {
    Form form = Form.empty();

    form.required("name", "This is needed.");
    form.reject("name", "And another thing.");

    assertThat(form.error("name")).isEqualTo("This is needed.");
    assertThat(form.hasErrors()).isTrue();
  }

  @Test
  void readsNumbersWithinBoundsOnly() {
    Form form =
        new Form(
            Map.of(
                "a",
                List.of("10"),
                "b",
                List.of("0"),
                "c",
                List.of("ten"),
                "d",
                List.of("99999999999")));

    assertThat(form.number("a", 1, 100, "wrong")).hasValue(10);
    assertThat(form.number("b", 1, 100, "wrong")).isEmpty();
    assertThat(form.number("c", 1, 100, "wrong")).isEmpty();
    assertThat(form.number("d", 1, 100, "wrong")).isEmpty();
    assertThat(form.errors().keySet()).containsExactly("b", "c", "d");
  }

  @Test
  void readsWholeNumbersBeyondAnInt() {
    Form form = new Form(Map.of("a", List.of("1000000000000"), "b", List.of("1000000000001")));

    assertThat(form.wholeNumber("a", 1, 1_000_000_000_000L, "wrong")).hasValue(1_000_000_000_000L);
    assertThat(form.wholeNumber("b", 1, 1_000_000_000_000L, "wrong")).isEmpty();
    assertThat(form.errors().keySet()).containsExactly("b");
  }

  @Test
  void takesOverWhatARefusalSaysOfItsFieldsAndGivesTheRest() {
    // Given
    Form form = Form.empty();
    Refusal refusal =
        Refusal.of(
            ProblemType.INVALID_SPEC,
            List.of(
                new Violation("spec.tps", "Too many."),
                new Violation("nodes.validator", "Four at least."),
                new Violation("elsewhere", "Something else.")));

    // When
    List<String> rest = form.reject(refusal, List.of("tps", "nodes.validator"));

    // Then
    assertThat(form.error("tps")).isEqualTo("Too many.");
    assertThat(form.error("nodes.validator")).isEqualTo("Four at least.");
    assertThat(rest).containsExactly("Something else.");
  }
}

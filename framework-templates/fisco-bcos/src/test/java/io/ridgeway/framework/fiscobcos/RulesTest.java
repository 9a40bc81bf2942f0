package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules that a chain goes by are raised by its governor. */
class RulesTest extends MembersCase {
  private Optional<String> raise() {
    return raise(Map.of(new NodeName("sealer-1"), lists));
  }

  private Optional<String> raise(Map<NodeName, ? extends Asking> doors) {
    RenderInput input = scenario.input(PACK, scenario.identities(PACK).identities());
    LedgerEndpoints endpoints = new LedgerEndpoints(input.network(), nodes, voters, input.birth());
    return new Rules(endpoints, Chain.of(input.birth()), new Governor(made()), () -> "4712")
        .next(sights, doors);
  }

  @Test
  void rulesAreRaisedOnceAllAnswerAndNeverLowered() throws Exception {
    // Given
    assertThat(raise()).as("nobody ordered any").isEmpty();
    scenario = scenario(Map.of("compatibilityVersion", "3.16.0"));
    NodeSight observer = sights.remove(OBSERVER);

    // Then
    assertThat(raise()).contains("observer-1 must answer before the rules are raised to 3.16.0");
    assertThat(lists.sent).isEmpty();

    // When
    sights.put(OBSERVER, observer);

    // Then
    assertThat(raise()).contains("the rules are raised to 3.16.0");
    assertThat(only().at("/data/input").asText())
        .endsWith(hex(call(new Governance(true).compatibility("3.16.0"))));
    assertThat(reasons).containsExactly("the rules are raised to 3.16.0");
    lists.rules = "3.16.0";
    assertThat(raise()).isEmpty();
    lists.rules = "3.16.4";
    assertThat(raise()).isEmpty();
    lists.rules = "";
    assertThat(raise()).contains("the chain doesn't say by which rules it goes");
    assertThat(lists.sent).hasSize(1);
  }

  @Test
  void whoDoesNotAnswerIsNotAskedByWhichRulesTheChainGoes() {
    // Given
    scenario = scenario(Map.of("compatibilityVersion", "3.16.0"));
    lists.rules = "3.16.0";
    Asking silent =
        new Asking() {
          @Override
          public NodeName node() {
            return new NodeName("sealer-1");
          }

          @Override
          public JsonNode ask(String method, List<?> parameters) {
            throw new LedgerException.Unreachable("it is away");
          }
        };
    Map<NodeName, Asking> doors = new TreeMap<>();
    doors.put(new NodeName("sealer-1"), silent);
    doors.put(new NodeName("sealer-2"), lists);
    sights.remove(new NodeName("sealer-1"));

    // Then
    assertThat(raise(doors)).isEmpty();
    sights.clear();
    assertThat(raise(doors))
        .contains("a node must answer before it is known by which rules the chain goes");
  }
}

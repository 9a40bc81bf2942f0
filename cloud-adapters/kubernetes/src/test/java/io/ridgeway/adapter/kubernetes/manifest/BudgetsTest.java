package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BudgetsTest {
  private static final List<Workload> FIVE =
      List.of(
          Samples.voter(1),
          Samples.voter(2),
          Samples.voter(3),
          Samples.voter(4),
          Samples.observer(1));

  @Test
  void keepsAllButTheShareOfAGroup() {
    assertThat(budgets(Map.of("voters", 1)).get("group.voters"))
        .satisfies(
            budget -> {
              assertThat(budget.getMinAvailable().getIntVal()).isEqualTo(3);
              assertThat(budget.getMaxUnavailable()).isNull();
              assertThat(budget.getSelector().getMatchLabels())
                  .isEqualTo(Map.of(Labels.NETWORK, "n00000000demo", Labels.GROUP, "voters"));
              // One that is not well may still vote.
              assertThat(budget.getUnhealthyPodEvictionPolicy()).isEqualTo("IfHealthyBudget");
            });
  }

  @Test
  void letsNoneOfAGroupGoWithoutAShare() {
    for (Map<String, Integer> none : List.of(Map.<String, Integer>of(), Map.of("voters", 0))) {
      assertThat(budgets(none).get("group.voters"))
          .satisfies(
              budget -> {
                assertThat(budget.getMaxUnavailable().getIntVal()).isZero();
                assertThat(budget.getMinAvailable()).isNull();
              });
    }
  }

  @Test
  void letsOneOfARoleThatDoesNotVoteGo() {
    assertThat(budgets(Map.of()).get("role.observer"))
        .satisfies(
            budget -> {
              assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
              assertThat(budget.getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
            });
  }

  @Test
  void putsEachPodUnderOneBudget() {
    // When
    Map<String, PodDisruptionBudgetSpec> budgets = budgets(Map.of("voters", 1));

    // Then
    for (Workload workload : FIVE) {
      Map<String, String> pod = Labels.of(Samples.CITY_NODE, Samples.NETWORK, workload);
      assertThat(budgets.values().stream().filter(b -> selects(b, pod)))
          .as(workload.name().value())
          .hasSize(1);
    }
  }

  private static boolean selects(PodDisruptionBudgetSpec budget, Map<String, String> pod) {
    boolean labels = pod.entrySet().containsAll(budget.getSelector().getMatchLabels().entrySet());
    return labels
        && budget.getSelector().getMatchExpressions().stream()
            .noneMatch(e -> e.getOperator().equals("DoesNotExist") && pod.containsKey(e.getKey()));
  }

  private static Map<String, PodDisruptionBudgetSpec> budgets(Map<String, Integer> mayBeAway) {
    Map<String, PodDisruptionBudgetSpec> budgets = new TreeMap<>();
    Cluster.of(
            PodDisruptionBudget.class,
            new Manifests(Samples.settings(Samples.NODE_PORTS))
                .workloads(new Deployment(Samples.NETWORK, Samples.CITY_NODE, FIVE, mayBeAway)))
        .forEach(b -> budgets.put(b.getMetadata().getName(), b.getSpec()));
    return budgets;
  }
}

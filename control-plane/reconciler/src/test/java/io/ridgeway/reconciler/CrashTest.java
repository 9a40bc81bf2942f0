package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.reconciler.Faults.Death;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The process dies before and after every external write in turn; another one begins on the same
 * store.
 */
class CrashTest {

  @Test
  void aCreationConvergesWhereverTheProcessDies() {
    // Given
    Faults all = Faults.none();
    World undisturbed = new World();
    undisturbed.converge(undisturbed.reconciler(all));
    Checks.of(undisturbed).stands();
    coversEvery(
        all.passed,
        FaultPort.TAKE_OVER,
        FaultPort.KEEP,
        FaultPort.RESERVE,
        FaultPort.ENSURE_KEY,
        FaultPort.BIRTH,
        FaultPort.APPLY);
    for (int point = 0; point < all.passed.size(); point++) {
      World world = new World();
      // When
      dieAt(world, point);
      world.converge(world.reconciler());
      // Then
      Checks.of(world).stands();
    }
  }

  @Test
  void aDeletionConvergesWhereverTheProcessDies() {
    // Given
    Faults all = Faults.none();
    World undisturbed = new World().created();
    undisturbed.delete();
    assertThat(undisturbed.converge(undisturbed.reconciler(all))).isInstanceOf(Next.Finished.class);
    Checks.of(undisturbed).isGone();
    coversEvery(
        all.passed,
        FaultPort.TAKE_OVER,
        FaultPort.KEEP,
        FaultPort.REMOVE,
        FaultPort.COUNT,
        FaultPort.DESTROY_KEYS);
    for (int point = 0; point < all.passed.size(); point++) {
      World world = new World().created();
      world.delete();
      // When
      dieAt(world, point);
      world.converge(world.reconciler());
      // Then
      Checks.of(world).isGone();
    }
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfACreationConverges() {
    // Given
    Faults all = Faults.none();
    World undisturbed = new World();
    undisturbed.converge(undisturbed.reconciler(all));
    int tried = 0;
    for (int point = 0; point < all.passed.size(); point++) {
      World world = new World();
      Set<Boolean> asked = new HashSet<>();
      Faults faults =
          Faults.at(
              point,
              () -> {
                if (!world.store.inTransaction()) {
                  world.delete();
                  asked.add(true);
                }
              });
      // When
      Reconciler reconciler = world.reconciler(faults);
      world.converge(reconciler);
      if (asked.isEmpty()) {
        continue;
      }
      tried++;
      // Then
      Checks.of(world).isGone();
      assertThat(reconciler.reconcile(world.network)).isInstanceOf(Next.Finished.class);
    }
    assertThat(tried).isGreaterThan(30);
  }

  private static void dieAt(World world, int point) {
    Faults faults = Faults.deathAt(point);
    try {
      world.converge(world.reconciler(faults));
    } catch (Death death) {
      return;
    }
    throw new AssertionError("point " + point + " was not reached");
  }

  private static void coversEvery(List<String> passed, String... writes) {
    for (String write : writes) {
      assertThat(passed).contains("before " + write, "after " + write);
    }
  }
}

package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.reconciler.Faults.Death;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The process dies before and after every external write in turn; another one begins on the same
 * store.
 */
class CrashTest {
  private static final String[] CREATING = {
    FaultPort.TAKE_OVER,
    FaultPort.KEEP,
    FaultPort.RESERVE,
    FaultPort.ENSURE_KEY,
    FaultPort.BIRTH,
    FaultPort.APPLY
  };

  @Test
  void aCreationConvergesWhereverTheProcessDies() {
    coversEvery(creationConverges(World::new), CREATING);
  }

  @Test
  void aCreationWithCertificatesAndAnAdministratorConvergesWhereverTheProcessDies() {
    List<String> passed = creationConverges(World::ofChannel);
    coversEvery(passed, CREATING);
    coversEvery(
        passed,
        FaultPort.OPEN_AUTHORITY,
        FaultPort.ENSURE_CERTIFICATE,
        FaultPort.JOIN,
        FaultPort.SIGN);
  }

  private static List<String> creationConverges(Supplier<World> worlds) {
    // Given
    Faults all = Faults.none();
    World undisturbed = worlds.get();
    undisturbed.converge(undisturbed.reconciler(all));
    Checks.of(undisturbed).stands();
    for (int point = 0; point < all.passed.size(); point++) {
      World world = worlds.get();
      // When
      dieAt(world, point);
      world.converge(world.reconciler());
      // Then
      Checks.of(world).stands();
    }
    return all.passed;
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
    deletionConverges(World::new);
  }

  @Test
  void aDeletionThatIsAskedForWhileNodesAreBroughtTogetherConverges() {
    deletionConverges(World::ofChannel);
  }

  private static void deletionConverges(Supplier<World> worlds) {
    // Given
    Faults all = Faults.none();
    World undisturbed = worlds.get();
    undisturbed.converge(undisturbed.reconciler(all));
    int tried = 0;
    for (int point = 0; point < all.passed.size(); point++) {
      World world = worlds.get();
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

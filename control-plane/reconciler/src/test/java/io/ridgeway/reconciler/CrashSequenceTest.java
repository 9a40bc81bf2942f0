package io.ridgeway.reconciler;

import io.ridgeway.reconciler.Faults.Death;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Processes die one after the other, each somewhere else. */
class CrashSequenceTest {

  @Property(tries = 40)
  void aCreationAndADeletionConvergeHoweverOftenAProcessDies(
      @ForAll @Size(max = 6) List<@IntRange(max = 40) Integer> whileCreating,
      @ForAll @Size(max = 6) List<@IntRange(max = 20) Integer> whileDeleting) {
    converges(new World(), whileCreating, whileDeleting);
  }

  @Property(tries = 20)
  void soDoTheyWithCertificatesAndAnAdministrator(
      @ForAll @Size(max = 6) List<@IntRange(max = 120) Integer> whileCreating,
      @ForAll @Size(max = 6) List<@IntRange(max = 20) Integer> whileDeleting) {
    converges(World.ofChannel(), whileCreating, whileDeleting);
  }

  private static void converges(
      World world, List<Integer> whileCreating, List<Integer> whileDeleting) {
    // Given: a network that was just ordered
    // When
    whileCreating.forEach(point -> dieAt(world, point));
    world.converge(world.reconciler());
    // Then
    Checks.of(world).stands();
    // And when
    world.delete();
    whileDeleting.forEach(point -> dieAt(world, point));
    world.converge(world.reconciler());
    // Then
    Checks.of(world).isGone();
  }

  private static void dieAt(World world, int point) {
    try {
      world.converge(world.reconciler(Faults.deathAt(point)));
    } catch (Death death) {
      // That was the wish; if it came to rest before that point, that is as well.
    }
  }
}

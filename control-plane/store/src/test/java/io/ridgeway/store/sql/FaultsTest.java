package io.ridgeway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "53300"})
  void theDatabaseIsAway(String state) {
    assertThat(Faults.isAway(wrapped(state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42501", "40001", "57014"})
  void theDatabaseIsThereAndSaysNo(String state) {
    assertThat(Faults.isAway(wrapped(state))).isFalse();
    assertThat(Faults.isLost(wrapped(state))).isFalse();
  }

  @Test
  void aPoolWithoutAConnectionIsAway() {
    assertThat(
            Faults.isAway(
                new IllegalStateException(new SQLException("Sorry, acquisition timeout!"))))
        .isTrue();
  }

  @Test
  void aConnectionThatCantBeMadeWasNotLost() {
    assertThat(Faults.isLost(wrapped("08006"))).isTrue();
    assertThat(Faults.isLost(wrapped("08001"))).isFalse();
  }

  @Test
  void aRowIsThereTwice() {
    assertThat(Faults.isTwice(wrapped("23505"))).isTrue();
    assertThat(Faults.isTwice(wrapped("23503"))).isFalse();
    assertThat(Faults.isTwice(new IllegalStateException("no SQL at all"))).isFalse();
  }

  private static RuntimeException wrapped(String state) {
    return new IllegalStateException(new RuntimeException(new SQLException("message", state)));
  }
}

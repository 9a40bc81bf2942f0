package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "422 | spec is immutable after creation | true",
        "403 | only dynamically provisioned pvc can be resized and the storageclass must support it | true",
        "403 | exceeded quota: team, requested: requests.storage=9Gi | false",
        "403 | cannot patch resource \"persistentvolumeclaims\" in API group \"\" | false",
        "401 | Unauthorized | false",
      })
  void onlyWhatCannotGrowKeepsItsSize(int code, String said, boolean expected) {
    assertThat(Writer.cannotGrow(new ApiRefusal(code, "", said))).isEqualTo(expected);
  }
}

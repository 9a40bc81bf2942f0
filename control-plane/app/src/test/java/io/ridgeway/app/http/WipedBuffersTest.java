package io.ridgeway.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WipedBuffersTest {
  private final WipedBuffers pool = new WipedBuffers();
  private final ObjectMapper mapper = new ObjectMapper();

  WipedBuffersTest() {
    mapper.getFactory().setRecyclerPool(pool);
  }

  @Test
  void nothingOfWhatWasReadOrWrittenStaysInThem() throws IOException {
    // When
    Map<?, ?> read =
        mapper.readValue(
            new ByteArrayInputStream(
                "{\"password\":\"se\\u0063ret\"}".getBytes(StandardCharsets.UTF_8)),
            Map.class);
    byte[] written = mapper.writeValueAsBytes(read);

    // Then
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("{\"password\":\"secret\"}");
    assertThat(pool.pooledCount()).as("they are kept for the next one").isPositive();
    BufferRecycler kept = pool.acquirePooled();
    for (int which = 0; which < 4; which++) {
      assertThat(kept.allocByteBuffer(which)).containsOnly(0);
      assertThat(kept.allocCharBuffer(which)).containsOnly('\0');
    }
  }
}

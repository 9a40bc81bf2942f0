package io.ridgeway.store.sql;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Records as the {@code jsonb} columns have them: identifiers are texts, times ISO 8601, and a
 * field that a later version added is passed over, since versions run side by side during an
 * upgrade.
 */
@Singleton
public final class Json {
  private static final List<Class<?>> TEXTS =
      List.of(
          BackupId.class,
          CityNodeId.class,
          FreezeId.class,
          InvoiceId.class,
          KeyId.class,
          NetworkId.class,
          NodeName.class,
          OperationId.class,
          OrderId.class,
          QuoteId.class,
          SubscriptionId.class,
          TakedownId.class,
          TenantId.class);

  private final ObjectMapper mapper;

  Json() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    TEXTS.forEach(type -> builder.addMixIn(type, Text.class));
    mapper = builder.build();
  }

  public String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a " + value.getClass().getSimpleName() + " can't be written as JSON", e);
    }
  }

  public <T> T read(String text, Class<T> type) {
    try {
      return mapper.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is kept is no " + type.getSimpleName(), e);
    }
  }

  public <T> T read(String text, TypeReference<T> type) {
    try {
      return mapper.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is kept is no " + type.getType(), e);
    }
  }

  /** An identifier: its text, and nothing around it. */
  private abstract static class Text {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    @SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // only its shape counts
    Text(String value) {}

    @JsonValue
    @SuppressWarnings("UnusedMethod") // only its shape counts
    abstract String value();
  }
}

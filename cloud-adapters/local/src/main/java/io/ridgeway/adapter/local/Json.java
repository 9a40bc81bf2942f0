package io.ridgeway.adapter.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The records on disk, as JSON. An unknown field is refused: it is of a newer Ridgeway. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(durations())
          .addMixIn(Probe.class, ProbeKinds.class)
          .addMixIn(Workload.class, WhatIsIfAny.class)
          .addMixIn(SecretFile.class, TextIfAny.class)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Json() {}

  /** As ISO 8601 has them. */
  private static SimpleModule durations() {
    return new SimpleModule()
        .addSerializer(Duration.class, ToStringSerializer.instance)
        .addDeserializer(
            Duration.class,
            new FromStringDeserializer<Duration>(Duration.class) {
              private static final long serialVersionUID = 1L;

              @Override
              protected Duration _deserialize(String value, DeserializationContext context) {
                return Duration.parse(value);
              }
            });
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written", e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), type);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new AdapterException.Unreachable(
          file
              + " can't be understood ("
              + e.getOriginalMessage()
              + "): it is damaged or of a newer Ridgeway; restore it or use the version that wrote it",
          e);
    } catch (IOException e) {
      throw Disk.failure("reading a record", file, e);
    }
  }

  /** Left out where there is none, as in records of before there was any. */
  private interface WhatIsIfAny {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @SuppressWarnings("UnusedMethod") // only its annotation counts
    Optional<ForeignCode> code();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @SuppressWarnings("UnusedMethod") // only its annotation counts
    List<Sidecar> sidecars();
  }

  /** The same. */
  private interface TextIfAny {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @SuppressWarnings("UnusedMethod") // only its annotation counts
    Optional<String> text();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Probe.TcpOpen.class, name = "tcp-open"),
    @JsonSubTypes.Type(value = Probe.HttpGet.class, name = "http-get")
  })
  private interface ProbeKinds {}
}

package io.ridgeway.engine.network;

import java.time.Instant;
import java.util.Optional;

/**
 * That a network stands still, or has not come back from that yet.
 *
 * @param since from when on no node-hours count
 * @param hold why an operator has it stand still, in words for its tenant; empty where that was its
 *     tenant's own wish
 */
public record Suspension(Instant since, Optional<String> hold) {}

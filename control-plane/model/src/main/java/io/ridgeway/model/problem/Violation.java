package io.ridgeway.model.problem;

/**
 * One thing that is wrong with an input.
 *
 * @param field where, as a JSON path without the leading {@code $.}: {@code nodes.validator}
 * @param message what is wrong and what to do, one sentence
 */
public record Violation(String field, String message) {}

/**
 * Contracts for Fabric to start from. Each is one class that extends {@link
 * io.ridgeway.example.fabric.Contract}; {@link io.ridgeway.example.fabric.Service} runs one of
 * them.
 */
@NullMarked
package io.ridgeway.example.fabric;

import org.jspecify.annotations.NullMarked;

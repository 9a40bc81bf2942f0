package io.ridgeway.portal.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A network and its newest operation, at one moment.
 *
 * @param last whether nothing can follow: the network is deleted
 */
public record NetworkEvent(
    NetworkView network, @Nullable OperationView operation, @JsonIgnore boolean last) {}

package io.pocketio.guide.errors;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

record Booking(@Min(1) @Max(500) int seat) {}

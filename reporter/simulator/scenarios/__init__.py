"""Labelled scenarios: organic launches, operators of many kinds, and strangers who look alike. Each is a few declarative
lines."""

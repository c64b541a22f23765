"""The running service: the app, the API and a worker in one process, or the API alone."""

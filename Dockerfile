# The program and nothing else, for `reporter serve`, `api`, `worker` and `watch`; compose.yaml puts them together.
FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS build
WORKDIR /build
RUN python -m venv /opt/reporter
COPY deploy/requirements.lock ./
RUN /opt/reporter/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY reporter reporter
COPY data data
RUN /opt/reporter/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin reporter \
 && install --directory --owner=reporter --mode=700 /data
COPY --from=build /opt/reporter /opt/reporter
COPY .streamlit /srv/.streamlit
WORKDIR /srv
ENV PATH=/opt/reporter/bin:$PATH HOME=/data REPORTER_DATA_DIR=/data PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /data
EXPOSE 8501 8502
CMD ["reporter", "serve", "--host", "0.0.0.0", "--port", "8501"]

# docker build -t zvonok .    then, with a PostgreSQL of its own: docker compose up -d
FROM node:26-slim AS packages
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*
WORKDIR /zvonok
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:26-slim
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --create-home zvonok \
  && mkdir -p /data /backups && chown zvonok:zvonok /data /backups
WORKDIR /zvonok
COPY --from=packages /zvonok/node_modules node_modules
COPY . .
USER zvonok
# Without DATABASE_URL the embedded PostgreSQL keeps its files in /data.
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data BACKUP_DIR=/backups
VOLUME ["/data", "/backups"]
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 \
  CMD ["node", "scripts/is-healthy.ts"]
CMD ["node", "main.ts"]

FROM alpine
# Größe, 大きさ, размер
LABEL title="Überprüfung 🐳" author='José'
RUN echo "naïve café" > /ünïcode
ENV GREETING=こんにちは
CMD ["echo", "żółw"]

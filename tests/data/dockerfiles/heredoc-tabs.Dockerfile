FROM busybox
RUN <<-EOT sh
	set -e
	if true; then
		echo "tabs are cut"
	fi
	EOT
CMD ["sh"]

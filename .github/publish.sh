#!/usr/bin/env bash
# Put a built site on the gh-pages branch, with git alone, so that any host that serves a branch can publish it.
#   publish.sh SITE            the site itself; previews stay
#   publish.sh SITE FOLDER     a preview, in a folder of the branch
#   publish.sh --remove FOLDER a preview that is no longer wanted
set -euo pipefail
branch=gh-pages
what=${1:?usage: publish.sh SITE [FOLDER] or publish.sh --remove FOLDER}
folder=${2:-}
[ "$what" = --remove ] || [ -f "$what/index.html" ] || { echo "publish.sh: no index.html in $what; build the book first" >&2; exit 1; }

place=$(mktemp -d)
trap 'rm -rf "$place"; git worktree prune' EXIT
if git fetch --quiet --depth=1 origin "$branch" 2>/dev/null; then
  git worktree add --quiet --detach "$place" FETCH_HEAD
else # the first time: a branch of its own, with no history of the code
  git worktree add --quiet --detach --no-checkout "$place"
  git -C "$place" checkout --quiet --orphan "$branch-first"
  git -C "$place" rm -rf --quiet --cached . >/dev/null 2>&1 || true
fi

if [ "$what" = --remove ]; then
  rm -rf "${place:?}/${folder:?}"
elif [ -n "$folder" ]; then
  rm -rf "${place:?}/$folder"
  mkdir -p "$place/$folder"
  cp -R "$what/." "$place/$folder/"
else
  find "$place" -mindepth 1 -maxdepth 1 ! -name .git ! -name preview -exec rm -rf {} +
  cp -R "$what/." "$place/"
fi
touch "$place/.nojekyll" # GitHub would leave out folders that begin with an underscore

git -C "$place" add --all
if git -C "$place" diff --cached --quiet; then
  echo "The site is as published."
  exit 0
fi
git -C "$place" -c user.name="Book" -c user.email="book@users.noreply.github.com" \
  commit --quiet --message "Publish ${folder:-the site} from $(git rev-parse --short HEAD)"
git -C "$place" push --quiet origin "HEAD:refs/heads/$branch"
echo "Published ${folder:-the site} to $branch."
